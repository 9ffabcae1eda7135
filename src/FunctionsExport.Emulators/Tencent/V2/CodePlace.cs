namespace FunctionsExport.Emulators.Tencent.V2;

/// <summary>Where an error of the product has its five-digit code; the pages do not say.</summary>
internal enum CodePlace
{
    /// <summary>In <c>code</c>.</summary>
    Code,

    /// <summary>In parentheses before the message, and <c>code</c> is a common one such as 4000, 5000 or 5100.</summary>
    Message,
}
