using System.Globalization;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.Locations;

internal sealed class FtpLocationServer(Vsftpd server, string folder, string caFile) : ILocationServer
{
    private const string Folder = "exports";

    public StorageServices Storage { get; } = new() { FtpsMode = server.Tls, FtpsTrust = server.CertificatePem };

    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["Type"] = "url",
        ["Url"] = string.Create(
            CultureInfo.InvariantCulture, $"{(server.Tls == FtpTls.None ? "ftp" : "ftps")}://localhost:{server.Port}/{Folder}/"),
        ["Username"] = Vsftpd.User,
        ["Password"] = server.Password,
        ["Tls"] = server.Tls == FtpTls.None ? null : server.Tls.ToString(),
        ["CaFile"] = server.Tls == FtpTls.None ? null : caFile,
    };

    public static async Task<FtpLocationServer> StartAsync(FtpTls tls, long? fileSizeLimit = null, bool writable = true)
    {
        var server = await Vsftpd.StartAsync(new VsftpdOptions
        {
            Tls = tls,
            Password = "p@ss:w/d%",
            FileSizeLimit = fileSizeLimit,
            Writable = writable,
        });
        var caFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(caFile, server.CertificatePem);
        return new FtpLocationServer(server, server.CreateFolder(Folder), caFile);
    }

    public Task<IReadOnlyList<string>> ListAsync() =>
        Task.FromResult<IReadOnlyList<string>>([.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f))]);

    public async Task PutAsync(string name, byte[] content)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
        server.CreateFolder(Folder);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        File.Delete(caFile);
    }
}
