namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>What a stub answers.</summary>
internal sealed record StubAnswer(int Status, string Body = "", params (string Name, string Value)[] Headers)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>Waits before answering.</summary>
    public TimeSpan Delay { get; init; }
}
