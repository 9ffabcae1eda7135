namespace FunctionsExport.Emulators.Tencent.Journal;

/// <summary>The parts of the emulator.</summary>
internal enum TencentService
{
    /// <summary>API v2.</summary>
    V2,

    /// <summary>API 3.0.</summary>
    V3,

    /// <summary>Downloads by the URLs for the provider's own network.</summary>
    Intranet,

    /// <summary>Downloads by the URLs for everybody.</summary>
    Extranet,
}
