namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>What a stub answers.</summary>
internal sealed record StubAnswer(int Status, string Body = "", params (string Name, string Value)[] Headers)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>Waits before answering.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Breaks the connection in the middle of the body.</summary>
    public bool BreakInBody { get; init; }
}
