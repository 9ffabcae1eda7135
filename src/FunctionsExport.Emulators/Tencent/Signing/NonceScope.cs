namespace FunctionsExport.Emulators.Tencent.Signing;

/// <summary>Among which calls a <c>Nonce</c> must not come twice; undocumented.</summary>
internal enum NonceScope
{
    /// <summary>Those of one SecretId, while their timestamps are in the clock window.</summary>
    SecretId,

    /// <summary>Those of one SecretId with the same timestamp.</summary>
    Timestamp,

    /// <summary>Nonces are not compared.</summary>
    None,
}
