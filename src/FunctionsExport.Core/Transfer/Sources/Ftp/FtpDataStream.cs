namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>A data connection's bytes as a stream; disposing it leaves the connection to its owner.</summary>
internal sealed class FtpDataStream(FtpData data) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await data.ReadAsync(buffer, cancellationToken);
}
