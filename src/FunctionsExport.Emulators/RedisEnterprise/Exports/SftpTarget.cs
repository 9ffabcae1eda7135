using System.Globalization;
using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>
/// A folder of an SFTP server, written by OpenSSH's sftp with the location's key or the cluster's own; passwords are not
/// tried. A file is seen under its name while it is written, and what a failure leaves stays.
/// </summary>
internal sealed class SftpTarget(ExportLocation location, StorageServices services) : IExportTarget
{
    private const int DefaultPort = 22;

    public async Task PutAsync(string path, string name, CancellationToken cancellationToken)
    {
        var key = location.Find("key") ?? services.ClusterKey?.PrivateKey
            ?? throw new ExportFailedException(FailureReasons.NoPermission, "Neither the location nor the cluster has a key.");
        using var work = new TempFolder("sftp");
        var url = new Uri(location["sftp_url"]);
        var keyFile = await WritePrivateAsync(work.File("key"), key.TrimEnd() + "\n", cancellationToken);
        var folder = Uri.UnescapeDataString(url.AbsolutePath);
        await File.WriteAllLinesAsync(
            work.File("batch"), [$"cd {Quote(folder)}", $"put {Quote(path)} {Quote(name)}"], cancellationToken);
        await using var sftp = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "sftp",
            FileName = "sftp",
            Arguments =
            [
                "-F", "none", "-b", work.File("batch"), "-i", keyFile,
                "-P", (url.Port > 0 ? url.Port : DefaultPort).ToString(CultureInfo.InvariantCulture),
                "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "StrictHostKeyChecking=no",
                "-o", "UserKnownHostsFile=/dev/null",
                "-o", $"User={Uri.UnescapeDataString(url.UserInfo.Split(':')[0])}", "--", url.Host,
            ],
        });
        if (await sftp.WaitForExitAsync(cancellationToken) != 0)
        {
            throw Failure(sftp.Output);
        }
    }

    // sftp's exit code says no more than that it failed.
    private static ExportFailedException Failure(IReadOnlyList<string> output)
    {
        var text = string.Join(' ', output);
        var reason = text.Contains("Permission denied", StringComparison.Ordinal) ? FailureReasons.NoPermission
            : text.Contains("No such file", StringComparison.Ordinal) ? FailureReasons.WrongFilePath
            : FailureReasons.GeneralError;
        return new ExportFailedException(reason, $"sftp failed: {text}");
    }

    private static async Task<string> WritePrivateAsync(string path, string text, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(path, text, cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }

    private static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
