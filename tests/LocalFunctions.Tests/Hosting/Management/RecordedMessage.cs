namespace LocalFunctions.Tests.Hosting.Management;

/// <summary>A request or an answer.</summary>
/// <param name="Line">Its first line.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body; null when there is none.</param>
public sealed record RecordedMessage(string Line, IReadOnlyList<KeyValuePair<string, string>> Headers, string? Body);
