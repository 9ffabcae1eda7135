using FunctionsExport.Providers;
using FunctionsExport.Providers.RedisEnterprise.Locations;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Locations;

public sealed class DirectoryFaultsTests
{
    public static TheoryData<Exception, string, bool> Errors() => new()
    {
        { new FileNotFoundException(), FaultCodes.Incomplete, false },
        { new DirectoryNotFoundException(), FaultCodes.DestinationNotFound, false },
        { new UnauthorizedAccessException(), FaultCodes.DestinationDenied, false },
        { new TimeoutException(), FaultCodes.Unavailable, true },
        { new IOException("Stale file handle"), FaultCodes.Unavailable, true },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Error_gives_its_code_and_names_the_setting(Exception error, string code, bool retry)
    {
        var fault = DirectoryFaults.From(error, "The__Setting");

        Assert.Equal((code, retry), (fault.Code, fault.Retry));
        Assert.Equal(error is not FileNotFoundException, fault.Message.Contains("The__Setting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Path_that_is_a_file_cannot_be_listed()
    {
        await using var cluster = (await ClusterStub.StartAsync()).AnswersWell();
        using var source = new TestSource(cluster.Endpoint);
        source.With("ExportLocation:LocalPath", source.Folder.Write("a-file"));

        var thrown = await Fault.OfAsync(() => source.Create().PrepareAsync(CancellationToken.None));

        Assert.Contains(thrown.Fault.Code, new[] { FaultCodes.Unavailable, FaultCodes.DestinationNotFound });
        Assert.Contains(TestSource.NameOf("ExportLocation:LocalPath"), thrown.Fault.Message, StringComparison.Ordinal);
    }
}
