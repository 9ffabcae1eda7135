namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Why a server's certificate is refused.</summary>
internal enum ServerCertificateFault
{
    /// <summary>It does not chain to a trusted certificate, or may not be used for a server.</summary>
    NotTrusted,

    /// <summary>It is outside its period of validity.</summary>
    Expired,

    /// <summary>It is for another name.</summary>
    OtherName,

    /// <summary>It is none of those that are pinned.</summary>
    NotPinned,
}
