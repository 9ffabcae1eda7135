namespace FunctionsExport.Providers.TencentCrs.Signing;

/// <summary>The keyed hash of a signature.</summary>
internal enum SignatureMethod
{
    /// <summary><c>HmacSHA256</c>.</summary>
    HmacSha256,

    /// <summary><c>HmacSHA1</c>, which is also meant when a request names no method.</summary>
    HmacSha1,
}
