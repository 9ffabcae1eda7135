namespace FunctionsExport.Providers.RedisEnterprise.Locations;

/// <summary>What a shared access signature is made from.</summary>
internal enum SasMinting
{
    /// <summary>The app's own identity, by a user delegation key.</summary>
    Identity,

    /// <summary>The account's key, which stays here.</summary>
    AccountKey,
}
