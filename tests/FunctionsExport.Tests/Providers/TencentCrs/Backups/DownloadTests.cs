using System.Text;
using System.Text.Json;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.TencentCrs.Support;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Tests.Providers.TencentCrs.Backups;

public sealed class DownloadTests : CrsTest
{
    // As the documentation's sample: an opaque Base64 token, and escapes that a parser would like to undo.
    private const string Token = "NuRTyoDugir/5bQ3o46lHIVX+X==%7e%41/../x";

    [Theory]
    [InlineData("Extranet", "/extranet/dump.rdb")]
    [InlineData("Intranet", "/intranet/dump.rdb")]
    public async Task File_is_read_by_the_networks_address_byte_for_byte(string network, string path)
    {
        Source.With("Network", network);
        await AtDownloadAsync();
        string? target = null;
        Api.On(path, (_, context) =>
        {
            target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            return context.Response.WriteAsync("REDIS");
        });

        var file = Assert.Single(await FilesAsync());

        Assert.Equal("REDIS", await ReadAsync(file));
        Assert.Equal($"{path}?{Token}", target);
    }

    [Fact]
    public async Task File_says_nothing_of_its_address()
    {
        await AtDownloadAsync();

        var file = Assert.Single(await FilesAsync());

        Assert.Equal(("crs-j30wibe7-" + BackupId + ".rdb", null, 1, 1), (file.Name, file.Size, file.Part, file.Parts));
        var shown = JsonSerializer.Serialize(file) + string.Concat(Stages);
        Assert.DoesNotContain("NuRTyo", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Source.Log.Lines, l => l.Contains("NuRTyo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Address_that_has_expired_is_asked_for_again()
    {
        await AtDownloadAsync();
        var file = Assert.Single(await FilesAsync());
        var asked = Api.CountOf("GetBackupDownloadUrl");
        Api.On("/extranet/dump.rdb", (_, context) =>
        {
            context.Response.StatusCode = Api.CountOf("GetBackupDownloadUrl") == asked + 1 ? 403 : 200;
            return context.Response.WriteAsync("REDIS");
        });

        Assert.Equal("REDIS", await ReadAsync(file));
        Assert.Equal(asked + 2, Api.CountOf("GetBackupDownloadUrl"));
        Assert.Equal("REDIS", await ReadAsync(file));
        Assert.Equal(asked + 2, Api.CountOf("GetBackupDownloadUrl"));
    }

    [Fact]
    public async Task Provider_that_was_started_again_finds_the_file_by_its_reference()
    {
        await AtDownloadAsync();
        var file = Assert.Single(await FilesAsync());
        Api.On("/extranet/dump.rdb", (_, context) => context.Response.WriteAsync("REDIS"));

        var again = Source.Create();
        await using var opened = await again.OpenFileAsync(file, FileRange.All, CancellationToken.None);
        using var reader = new StreamReader(opened.Content);

        Assert.Equal("REDIS", await reader.ReadToEndAsync());
        (again as IDisposable)!.Dispose();
    }

    [Fact]
    public async Task Backup_of_several_files_is_listed_whole()
    {
        await AtDownloadAsync();
        Api.On("GetBackupDownloadUrl", $$"""{"intranet":[],"extranet":["{{Api.Endpoint}}/one?a","{{Api.Endpoint}}/two?b"]}""");
        Api.On("/one", (_, context) => context.Response.WriteAsync("1")).On("/two", (_, context) => context.Response.WriteAsync("2"));

        var files = await FilesAsync();

        Assert.Equal([(1, 2), (2, 2)], files.Select(f => (f.Part, f.Parts)));
        Assert.Equal(2, files.Select(f => f.Name).Distinct().Count());
        Assert.Equal("1", await ReadAsync(files[0]));
        Assert.Equal("2", await ReadAsync(files[1]));
    }

    [Theory]
    [InlineData("""{"intranet":"http://i.test/x","extranet":""}""", FaultCodes.DestinationDenied)]
    [InlineData("""{}""", FaultCodes.DestinationDenied)]
    public async Task Network_without_an_address_is_a_fault_that_names_the_setting(string data, string code)
    {
        await AtDownloadAsync();
        Api.On("GetBackupDownloadUrl", data);

        var fault = (await FaultOfAsync(FilesAsync)).Fault;

        Assert.Equal(code, fault.Code);
        Assert.Contains(CrsSource.NameOf("Network"), fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, FaultCodes.BackupExpired)]
    [InlineData(2, FaultCodes.BackupStatusInvalid)]
    [InlineData(1, FaultCodes.DatabaseBusy)]
    public async Task Backup_whose_status_does_not_allow_a_download_is_looked_up(int status, string code)
    {
        await AtDownloadAsync();
        Api.OnError("GetBackupDownloadUrl", 10711, "BackupStatusAbnormal").WithBackups((BackupId, status, "2017-02-08 16:46:34", ""));

        Assert.Equal(code, (await FaultOfAsync(FilesAsync)).Fault.Code);
    }

    [Fact]
    public async Task File_that_cannot_be_read_is_a_fault_without_its_address()
    {
        await AtDownloadAsync();
        var file = Assert.Single(await FilesAsync());
        Api.On("/extranet/dump.rdb", (_, context) =>
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });

        var fault = (await FaultOfAsync(() => ReadAsync(file))).Fault;

        Assert.Equal(FaultCodes.Forbidden, fault.Code);
        Assert.DoesNotContain("dump", fault.ToString(), StringComparison.Ordinal);
    }

    private async Task AtDownloadAsync()
    {
        Api.WithInstance(2, (BackupId, 2, "2017-02-08 16:46:34", "")).On("GetBackupDownloadUrl", JsonSerializer.Serialize(new
        {
            intranet = $"{Api.Endpoint}/intranet/dump.rdb?{Token}",
            extranet = $"{Api.Endpoint}/extranet/dump.rdb?{Token}",
        }));
        await StartAsync();
    }

    private async Task<string> ReadAsync(ExportedFile file)
    {
        await using var opened = await Provider.OpenFileAsync(file, FileRange.All, CancellationToken.None);
        using var reader = new StreamReader(opened.Content, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
