namespace FunctionsExport.Emulators.Tencent.Journal;

/// <summary>A call or a download that the emulator saw. Never holds keys, tokens, signatures, nonces or URLs' queries.</summary>
/// <param name="Time">When it came, by the emulator's clock.</param>
/// <param name="Service">Which part of the emulator it was for.</param>
/// <param name="Action">The action; the file's name for a download.</param>
/// <param name="Parameters">The action's own parameters; a download's <c>Range</c>.</param>
/// <param name="HttpStatus">The answer's HTTP status; null when the connection was dropped, by either side.</param>
/// <param name="Code">The answer's code: <c>0</c> or a number of API v2, empty or a name of API 3.0.</param>
/// <param name="Bytes">How many bytes a download sent.</param>
internal sealed record TencentEntry(
    DateTimeOffset Time,
    TencentService Service,
    string Action,
    IReadOnlyDictionary<string, string> Parameters,
    int? HttpStatus,
    string Code,
    long Bytes = 0);
