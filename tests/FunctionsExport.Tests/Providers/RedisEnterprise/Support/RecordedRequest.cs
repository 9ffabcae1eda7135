namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>A request that a stub has received.</summary>
internal sealed record RecordedRequest(
    string Method,
    string Path,
    string Query,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    string? ClientThumbprint = null)
{
    public override string ToString() => $"{Method} {Path}{Query}";
}
