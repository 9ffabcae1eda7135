using System.Globalization;
using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>
/// A folder of an FTP server, written by curl. A file is seen under its name while it is written, and what a failure
/// leaves stays.
/// </summary>
internal sealed class FtpTarget(ExportLocation location, StorageServices services) : IExportTarget
{
    // curl(1), EXIT CODES
    private const int CannotChangeFolder = 9;
    private const int UploadRefused = 25;
    private const int LoginDenied = 67;

    public async Task PutAsync(string path, string name, CancellationToken cancellationToken)
    {
        using var work = new TempFolder("ftp");
        var settings = work.File("curl.conf");
        await File.WriteAllLinesAsync(settings, await DescribeAsync(work, path, name, cancellationToken), cancellationToken);
        await using var curl = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "curl",
            FileName = "curl",
            Arguments = ["--disable", "--config", settings],
        });
        var code = await curl.WaitForExitAsync(cancellationToken);
        if (code == 0)
        {
            return;
        }

        // The last line is the server's last reply code, as asked for by write-out.
        var reply = curl.Output.Select(line => line.Trim()).LastOrDefault(line => line.StartsWith("reply ", StringComparison.Ordinal));
        var reason = code switch
        {
            LoginDenied => FailureReasons.NoPermission,
            CannotChangeFolder => FailureReasons.WrongFilePath,
            UploadRefused when reply is "reply 550" or "reply 553" => FailureReasons.NoPermission,
            _ => FailureReasons.GeneralError,
        };
        throw new ExportFailedException(reason, string.Create(
            CultureInfo.InvariantCulture, $"curl ended with {code}: {string.Join(' ', curl.Output)}"));
    }

    // A file, not arguments: other users of the machine can read a process's arguments, and the password is among them.
    private async Task<List<string>> DescribeAsync(
        TempFolder work, string path, string name, CancellationToken cancellationToken)
    {
        var url = new Uri(location["url"]);
        var secure = url.Scheme == "ftps";
        var scheme = secure && services.FtpsMode == FtpTls.Implicit ? "ftps" : "ftp";
        var port = url.IsDefaultPort || url.Port < 0 ? scheme == "ftps" ? 990 : 21 : url.Port;
        List<string> lines =
        [
            "silent",
            "show-error",
            "globoff",
            "write-out = \"\\nreply %{response_code}\\n\"",
            $"upload-file = {Quote(path)}",
            string.Create(CultureInfo.InvariantCulture, $"url = {Quote($"{scheme}://{url.Host}:{port}{url.AbsolutePath.TrimEnd('/')}/{Uri.EscapeDataString(name)}")}"),
        ];
        if (url.UserInfo.Length > 0)
        {
            var parts = url.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString);
            lines.Add($"user = {Quote(string.Join(':', parts))}");
        }

        if (!secure)
        {
            return lines;
        }

        lines.Add("ssl-reqd");

        // With TLS 1.3 curl closes before it has read the server's session tickets, and the server takes the reset for a broken upload.
        lines.Add("tls-max = \"1.2\"");
        if (services.FtpsTrust is { } trust)
        {
            await File.WriteAllTextAsync(work.File("trust.pem"), trust, cancellationToken);
            lines.Add($"cacert = {Quote(work.File("trust.pem"))}");
        }
        else
        {
            lines.Add("insecure");
        }

        return lines;
    }

    private static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
