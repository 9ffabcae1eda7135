namespace FunctionsExport.Rdb;

/// <summary>How a read from the bytes at hand went.</summary>
internal enum RdbRead
{
    /// <summary>It was read.</summary>
    Done,

    /// <summary>It goes on beyond the bytes at hand.</summary>
    Short,

    /// <summary>The first byte begins no length.</summary>
    NoLength,

    /// <summary>The first byte names an encoding of strings that is not known.</summary>
    NewEncoding,
}
