using FunctionsExport.Verification;

namespace FunctionsExport.Verify;

/// <summary>Verifies one argument.</summary>
internal static class FileRun
{
    /// <summary>The name of the standard input.</summary>
    public const string StandardInput = "-";

    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public static async Task<VerifiedFile> VerifyAsync(string name, VerifyProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = Open(name);
            progress.Begin(name, stream.CanSeek ? stream.Length : null);
            var report = await StreamVerification.RunAsync(stream, progress.Report, cancellationToken);
            // A file that is bad is not read to its end.
            return new VerifiedFile(name, stream.CanSeek ? report with { Size = stream.Length } : report, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new VerifiedFile(name, null, Reason(name, e));
        }
        finally
        {
            progress.Clear();
        }
    }

    // Unbuffered: the verification has large buffers of its own.
    private static Stream Open(string name) => name == StandardInput
        ? Console.OpenStandardInput()
        : new FileStream(name, new FileStreamOptions
        {
            BufferSize = 0,
            Options = FileOptions.SequentialScan,
            Share = FileShare.ReadWrite | FileShare.Delete,
        });

    private static string Reason(string name, Exception e) => e switch
    {
        ArgumentException or NotSupportedException => "this is no file's name; check the path.",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file; check the path.",
        UnauthorizedAccessException when Directory.Exists(name) => "this is a folder; name the files in it.",
        UnauthorizedAccessException => "this user may not read it; check the file's permissions.",
        _ => e.Message,
    };
}
