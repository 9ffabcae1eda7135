namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>A user of the cluster.</summary>
internal sealed record EmulatedUser(string Email, string Password, UserRole Role)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Email} ({Role})";
}
