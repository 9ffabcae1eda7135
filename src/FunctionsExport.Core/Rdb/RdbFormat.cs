namespace FunctionsExport.Rdb;

/// <summary>Whose format a file begins with.</summary>
internal enum RdbFormat
{
    /// <summary>The file begins with neither magic.</summary>
    None,

    /// <summary>Magic <c>REDIS</c> and four digits: Redis, Valkey up to 8 and what is compatible with them.</summary>
    Redis,

    /// <summary>Magic <c>VALKEY</c> and three digits: Valkey from 9.</summary>
    Valkey,
}
