using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Catalog;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Transfer;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Copy;

/// <summary>One copy, from the command line to the report.</summary>
internal static class CopyRun
{
    private const int Mebibyte = 1024 * 1024;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var report = await CopyAsync(request, cancellationToken);
        report = report with { Elapsed = TimeProvider.System.GetElapsedTime(began) };
        try
        {
            await (request.IsJson || report.File is not null ? Console.Out : Console.Error).WriteLineAsync(
                request.IsJson ? report.ToJson() : report.ToText());
            return (int)report.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (int)CopyExitCode.Usage;
        }
    }

    private static async Task<CopyReport> CopyAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var source = new CopySource(request.Source);
            var blob = await CopyDestination.OpenAsync(request.Blob, cancellationToken);
            return await CopyAsync(request, source, blob, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new CopyReport(CopyExitCode.Interrupted, null, "Interrupted. The same command goes on where this one ended.");
        }
        catch (ExportFaultException e)
        {
            return new CopyReport(ExitCodeOf(e.Fault.Code), null, e.Fault.Message, e.Fault);
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new CopyReport(CopyExitCode.Usage, null, e is ArgumentException ? e.Message : "The file cannot be opened: " + e.Message);
        }
        catch (Exception e) when (StorageFailure.Find(e) is { } failure)
        {
            return new CopyReport(
                CopyExitCode.SinkFailed, null, $"Blob Storage refused: {failure.ErrorCode ?? "no answer"}, status {failure.Status}.");
        }
    }

    private static async Task<CopyReport> CopyAsync(
        CopyRequest request, CopySource source, BlockBlobClient blob, CancellationToken cancellationToken)
    {
        using var progress = new CopyProgress(Console.Error, isShown: !Console.IsErrorRedirected, TimeProvider.System);
        var options = new TransferOptions
        {
            Settings = new TransferSettings(request.BlockMebibytes * Mebibyte, Checksum: request.Checksum),
            RateLimit = request.MebibytesPerSecond is { } rate ? new RateLimit((long)rate * Mebibyte, TimeProvider.System) : null,
            Progress = progress.Report,
        };
        var (file, version) = await ProbeAsync(source, options, cancellationToken);
        var target = new BlobTarget(blob, IdOf(source, file, version), source.Name, request.Checksum);
        var copied = await new VerifiedCopy(target, file, _ => Task.CompletedTask, options).RunAsync(
            source.OpenAsync, blob.Name, cancellationToken);
        return new CopyReport(copied.Proof == Proof.None ? CopyExitCode.NothingProven : CopyExitCode.Copied, copied, null);
    }

    /// <summary>The file's size and version, asked for again where a server's failure may pass.</summary>
    private static async Task<(ExportedFile File, string? Version)> ProbeAsync(
        CopySource source, TransferOptions options, CancellationToken cancellationToken)
    {
        var attempts = new SourceAttempts(new SourceFile(source.Name, null, source.OpenAsync, options), offset: 0);
        while (true)
        {
            try
            {
                await using var opened = await source.OpenAsync(new FileRange(0, 1), cancellationToken);
                return (new ExportedFile(source.Name, opened.Size, source.Name, 1, 1), opened.Version);
            }
            catch (ExportFaultException e)
            {
                await attempts.FailedAsync(e, 0, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Whose blob it is: this file's, of this version. A blob that is there is left alone unless it is that; a source without a
    /// version makes another one each time.
    /// </summary>
    private static string IdOf(CopySource source, ExportedFile file, string? version)
    {
        var identity = $"{source.Identity}\n{file.Size}\n{version ?? Guid.NewGuid().ToString()}";
        return "copy-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 12));
    }

    private static CopyExitCode ExitCodeOf(string code) => code switch
    {
        FaultCodes.StorageUnavailable or FaultCodes.BlobConflict => CopyExitCode.SinkFailed,
        FaultCodes.Corrupt or FaultCodes.TooLarge => CopyExitCode.Fault,
        _ => CopyExitCode.SourceFailed,
    };
}
