namespace FunctionsExport.Providers.TencentRedis.Signing;

/// <summary>What a signature of a request to the API 3.0 covers.</summary>
internal sealed record Tc3Request
{
    /// <summary>The HTTP method, in upper case.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>The query string without its question mark; empty for POST.</summary>
    public string Query { get; init; } = "";

    /// <summary>The Host header as it is sent, with the port where it has one.</summary>
    public required string Host { get; init; }

    /// <summary>The product's name, the first label of its host name.</summary>
    public required string Service { get; init; }

    /// <summary>The Content-Type header, byte for byte as it is sent.</summary>
    public required string ContentType { get; init; }

    /// <summary>The header <c>X-TC-Action</c>, when it is to be signed too.</summary>
    public string? Action { get; init; }

    /// <summary>The body; empty for GET.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The header <c>X-TC-Timestamp</c>: seconds since 1970, UTC.</summary>
    public required long Timestamp { get; init; }
}
