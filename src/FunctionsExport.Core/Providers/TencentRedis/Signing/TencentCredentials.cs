namespace FunctionsExport.Providers.TencentRedis.Signing;

/// <summary>An API key of Tencent Cloud, or temporary credentials with their token.</summary>
/// <param name="secretId">The key's id; no secret by itself, but not for messages.</param>
/// <param name="secretKey">The key.</param>
/// <param name="token">The token of temporary (STS) credentials; null for a key.</param>
internal sealed class TencentCredentials(string secretId, string secretKey, string? token)
{
    /// <summary>The key's id.</summary>
    public string SecretId => secretId;

    /// <summary>The token of temporary credentials; null for a key.</summary>
    public string? Token => token;

    /// <summary>What must never be shown.</summary>
    public IReadOnlyList<string> Secrets => token is null ? [secretKey, secretId] : [secretKey, secretId, token];

    /// <summary>The value of the Authorization header of a request.</summary>
    public string Authorize(Tc3Request request) => Tc3Signature.Authorization(request, secretId, secretKey);

    /// <summary>Says nothing of its content.</summary>
    public override string ToString() => nameof(TencentCredentials);
}
