namespace FunctionsExport.Transfer;

/// <summary>The checksum that goes with each block, to which the service holds what it has received (Azure Blob Storage, Put Block).</summary>
public enum BlockChecksum
{
    /// <summary>Azure Storage's CRC-64, <c>x-ms-content-crc64</c>: some 0.05 s of processor time a GiB.</summary>
    Crc64,

    /// <summary>MD5, <c>Content-MD5</c>: some 1.3 s of processor time a GiB.</summary>
    Md5,
}
