namespace FunctionsExport.Providers.TencentCrs.Signing;

/// <summary>An API key of Tencent Cloud, or temporary credentials with their token.</summary>
/// <param name="secretId">The key's id; no secret by itself, but not for messages.</param>
/// <param name="secretKey">The key.</param>
/// <param name="token">The token of temporary (STS) credentials; null for a key.</param>
internal sealed class CrsCredentials(string secretId, string secretKey, string? token)
{
    /// <summary>The key's id.</summary>
    public string SecretId => secretId;

    /// <summary>The token of temporary credentials; null for a key.</summary>
    public string? Token => token;

    /// <summary>What must never be shown.</summary>
    public IReadOnlyList<string> Secrets => token is null ? [secretKey, secretId] : [secretKey, secretId, token];

    /// <summary>The signature of a plain text.</summary>
    public string Sign(string plainText, SignatureMethod method) => CrsSignature.Compute(plainText, secretKey, method);

    /// <summary>Says nothing of its content.</summary>
    public override string ToString() => nameof(CrsCredentials);
}
