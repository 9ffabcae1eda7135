namespace FunctionsExport.Emulators.Tencent.Accounts;

/// <summary>A key pair that calls are signed with.</summary>
/// <param name="SecretId">The public half.</param>
/// <param name="SecretKey">The secret half.</param>
/// <param name="Token">The STS token that must come with it; null for a permanent key, which must come without.</param>
internal sealed record TencentAccount(string SecretId, string SecretKey, string? Token = null)
{
    /// <summary>Actions that the access policy denies, such as <c>ExportRedisBackup</c>; <c>*</c> for all.</summary>
    public IReadOnlySet<string> DeniedActions { get; init; } = new HashSet<string>();

    /// <summary>Instances that the access policy denies.</summary>
    public IReadOnlySet<string> DeniedInstances { get; init; } = new HashSet<string>();

    public bool Denies(string action) => DeniedActions.Contains(action) || DeniedActions.Contains("*");

    /// <summary>Without the secrets.</summary>
    public override string ToString() => SecretId;
}
