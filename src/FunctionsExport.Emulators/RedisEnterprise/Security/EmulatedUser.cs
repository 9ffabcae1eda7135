namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>A user of the cluster.</summary>
internal sealed record EmulatedUser(string Email, string Password, UserRole Role)
{
    /// <summary>
    /// The uids of the databases that the user's role is limited to, with the roles db_member and db_viewer since 8.2.0; null
    /// for all.
    /// </summary>
    public IReadOnlyList<int>? Databases { get; init; }

    /// <summary>The password is right, and has to be changed before it opens anything.</summary>
    public bool PasswordExpired { get; init; }

    /// <summary>
    /// The subject of the certificate that logs the user in instead of the password, such as <c>CN=exporter, O=Example</c>.
    /// </summary>
    public string? CertificateSubject { get; init; }

    public bool Sees(int databaseUid) => Databases is null || Databases.Contains(databaseUid);

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Email} ({Role})";
}
