namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>The forms that backup ids were seen in.</summary>
internal enum BackupIdForm
{
    /// <summary>A UUID, as in 2017 and 2018.</summary>
    Uuid,

    /// <summary>Three numbers with hyphens, such as <c>165706342-5832225-1641692389</c>.</summary>
    Numbers,

    /// <summary>24 digits.</summary>
    Digits,
}
