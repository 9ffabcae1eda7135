namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>What <c>export_progress</c> is after an export has ended.</summary>
internal enum ProgressAfterEnd
{
    /// <summary>100 after success, and as far as it came after failure.</summary>
    Kept,

    /// <summary>0.</summary>
    Zero,

    /// <summary>Not there.</summary>
    Absent,
}
