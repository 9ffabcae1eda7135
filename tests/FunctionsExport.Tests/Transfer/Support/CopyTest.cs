using System.Security.Cryptography;
using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Support;
using FunctionsExport.Transfer;
using FunctionsExport.Transfer.Retries;

namespace FunctionsExport.Tests.Transfer.Support;

/// <summary>One file, one blob, and copies of the one to the other.</summary>
internal sealed class CopyTest(string fileName, byte[] content)
{
    public const int BlockSize = 8 * 1024 * 1024;
    public const string ExportId = "orders-20260301T010203Z-00beef";
    public const string BlobName = "orders/2026/03/01/file";

    /// <summary>Five blocks and a bit, which gzip leaves as large as they are.</summary>
    public static readonly byte[] Dump = RdbFile.OfLength((5 * BlockSize) + 1000);

    /// <summary>The same, as gzip: five blocks and a bit more.</summary>
    public static readonly byte[] GzippedDump = GzipFile.Of(Dump);

    public BlobServiceStub Service { get; } = new();

    public byte[] Content { get; } = content;

    /// <summary>The size that the source was listed with.</summary>
    public long? ListedSize { get; init; } = content.Length;

    /// <summary>How often the client tries a request to Blob Storage again.</summary>
    public int Retries { get; private set; }

    /// <summary>Asked whether the export still owns the database.</summary>
    public Func<Task> EnsureOwned { get; set; } = () => Task.CompletedTask;

    /// <summary>The version that the source tells.</summary>
    public string? Version { get; set; }

    /// <summary>How to copy; nothing is tried again unless a test says so.</summary>
    public TransferOptions Options { get; set; } = new()
    {
        // One stream, however slow the machine is.
        Settings = new TransferSettings(Reads: 1),
        SourceRetries = RetryPolicy.None,
        SinkRetries = RetryPolicy.None,
        Time = new(TimeProvider.System, () => 0),
    };

    /// <summary>The offsets that the source was opened at.</summary>
    public List<long> Opened { get; } = [];

    public StoredBlob? Blob => Service.Find(BlobName);

    public static CopyTest Plain(long? listedSize = null) =>
        new("dump.rdb", Dump) { ListedSize = listedSize ?? Dump.Length };

    /// <summary>A file of one small block.</summary>
    public static CopyTest Small() => new("dump.rdb", RdbFile.OfLength(1000));

    public static CopyTest Gzip() => new("dump.rdb.gz", GzippedDump);

    public CopyTest With(int retries)
    {
        Retries = retries;
        return this;
    }

    public static string Sha256Of(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public Task<FetchedFile> RunAsync(CancellationToken cancellationToken = default) =>
        RunAsync(new SourceStream(Content), cancellationToken);

    public Task<FetchedFile> RunAsync(Stream source, CancellationToken cancellationToken = default) => RunAsync(
        (range, _) => Task.FromResult(new OpenedFile(source) { Offset = range.Offset, Size = ListedSize, Version = Version }),
        cancellationToken);

    public async Task<FetchedFile> RunAsync(
        Func<FileRange, CancellationToken, Task<OpenedFile>> open, CancellationToken cancellationToken = default)
    {
        var file = new ExportedFile(fileName, ListedSize, "the mount point /exports", 1, 1);
        return await new VerifiedCopy(Target, file, _ => EnsureOwned(), Options).RunAsync(
            (range, token) =>
            {
                Opened.Add(range.Offset);
                return open(range, token);
            },
            BlobName,
            cancellationToken);
    }

    public BlobTarget Target => new(
        Service.Container(retries: Retries).GetBlockBlobClient(BlobName), ExportId, "orders", Options.Settings.Checksum);

    public async Task<ExportFault> FaultAsync(Stream? source = null) => (await Assert.ThrowsAsync<ExportFaultException>(
        () => RunAsync(source ?? new SourceStream(Content)))).Fault;

    public void AssertNothingCommitted()
    {
        Assert.Null(Blob);
        Assert.Equal(0, Service.Count("put blob"));
    }
}
