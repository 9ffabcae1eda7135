namespace FunctionsExport.Tests.Providers.TencentCrs.Support;

/// <summary>A call that the stub has seen.</summary>
internal sealed record RecordedCall(
    string Method, string Path, string Host, string? ContentType, string Text, IReadOnlyDictionary<string, string> Parameters)
{
    public string Action => Parameters.GetValueOrDefault("Action") ?? Path;
}
