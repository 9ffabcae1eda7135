namespace FunctionsExport.EndToEnd.Diagnostics;

/// <summary>A span, as an OTLP receiver sees it.</summary>
/// <param name="Trace">The trace's id, hexadecimal.</param>
/// <param name="Parent">The parent span's id, hexadecimal; empty for none.</param>
/// <param name="Labels">The span's attributes.</param>
/// <param name="Error">What its status says of an error; null when it is none.</param>
internal sealed record ReceivedSpan(
    string Trace, string Parent, string Name, IReadOnlyDictionary<string, string> Labels, string? Error, TimeSpan Duration);
