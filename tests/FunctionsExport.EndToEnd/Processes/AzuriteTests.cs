using System.Net;
using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.EndToEnd.Processes;

public sealed class AzuriteTests
{
    [Fact]
    public async Task Azurite_answers_until_it_is_disposed()
    {
        var azurite = await Azurite.StartAsync();
        using (var client = new HttpClient())
        {
            // Without credentials: an answer of the blob service's own, whatever it is.
            var answer = await client.GetAsync(new Uri($"{azurite.Endpoint}?comp=list"));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("x-ms-request-id", answer.Headers.Select(header => header.Key));
        }

        Assert.Contains($"BlobEndpoint={azurite.Endpoint};", azurite.ConnectionString, StringComparison.Ordinal);
        var pid = azurite.Pid;
        await azurite.DisposeAsync();
        await ProcessTable.WaitUntilGoneAsync(pid);
        Assert.False(Directory.Exists(azurite.DataFolder));
    }

    [Fact]
    public async Task Missing_installation_is_told_with_its_remedy()
    {
        var exception = await Assert.ThrowsAsync<ChildProcessException>(() =>
            Azurite.StartAsync(new AzuriteOptions { Folder = Path.GetTempPath() }));
        Assert.Contains("scripts/install.sh", exception.Message, StringComparison.Ordinal);
    }
}
