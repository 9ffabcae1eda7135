using System.IO.Compression;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.RedisEnterprise.Faults;
using FunctionsExport.Emulators.Samples;
using FunctionsExport.EndToEnd.Seeds;
using FunctionsExport.Providers;

namespace FunctionsExport.EndToEnd.Locations;

/// <summary>What the app's provider makes of each type of location, through the cluster's API, in each outcome.</summary>
public sealed class LocationOutcomeTests(LocationOutcomeTests.Shards shards) : IClassFixture<LocationOutcomeTests.Shards>
{
    // Older files of the same database, and of another one, complete and in part.
    private static readonly string[] Leftovers =
    [
        "bk20200101-000000-1-orders-1_of_2-1-0-8191.rdb.gz",
        "bk20200101-000000-1-orders-2_of_2-2-8192-16383.rdb.gz",
        "bk20990101-000000-1-orders-1_of_2-1-0-8191.rdb.gz",
        "bk20990101-000000-11-other-1_of_2-1-0-8191.rdb.gz",
    ];

    public static TheoryData<string, string> Outcomes()
    {
        var data = new TheoryData<string, string>();
        foreach (var type in new[] { "url", "sftp", "s3", "gs", "abs", "mount_point" })
        {
            data.Add(type, OutcomeLocation.Succeeds);
            data.Add(type, FailureReasons.NoPermission);
            data.Add(type, FailureReasons.WrongFilePath);
            data.Add(type, FailureReasons.GeneralError);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Export_ends_as_the_storage_decides(string type, string outcome)
    {
        await using var location = await OutcomeLocation.StartAsync(type, outcome);
        foreach (var name in Leftovers)
        {
            await location.LeaveAsync(name);
        }

        await using var cluster = await StartClusterAsync(location);
        var provider = Create(cluster, location);
        if (type == "mount_point" && outcome == FailureReasons.GeneralError)
        {
            // No full disk can be had here.
            cluster.Database(1).Faults.NextRun(RunFault.Fail(outcome));
        }

        var (preparation, progress) = await ExportAsync(cluster, provider, location);

        if (outcome == OutcomeLocation.Succeeds)
        {
            Assert.Equal(ProviderState.Succeeded, progress.State);
            await AssertFilesAsync(provider, preparation);
            return;
        }

        var code = outcome switch
        {
            FailureReasons.NoPermission => FaultCodes.DestinationDenied,
            FailureReasons.WrongFilePath => FaultCodes.DestinationNotFound,
            _ => FaultCodes.ExportFailed,
        };
        Assert.Equal((ProviderState.Failed, code, outcome), (progress.State, progress.Fault?.Code, progress.Fault?.ProviderCode));
    }

    [Theory]
    [InlineData("url")]
    [InlineData("s3")]
    [InlineData("abs")]
    [InlineData("mount_point")]
    public async Task Part_of_an_export_is_no_export_and_stays_out_of_the_next(string type)
    {
        await using var location = await OutcomeLocation.StartAsync(type, OutcomeLocation.Succeeds);
        await using var cluster = await StartClusterAsync(location);
        var provider = Create(cluster, location);
        cluster.Database(1).Faults.NextRun(RunFault.SucceedWith(FileFault.Missing, shardNumber: 2));
        cluster.Database(1).Faults.NextRun(RunFault.SucceedWith(FileFault.Empty, shardNumber: 1));
        cluster.Database(1).Faults.NextRun(RunFault.Fail(FailureReasons.GeneralError, filesBefore: 1));

        for (var run = 0; run < 2; run++)
        {
            var (partial, claimed) = await ExportAsync(cluster, provider, location);
            Assert.Equal(ProviderState.Succeeded, claimed.State);
            var thrown = await Assert.ThrowsAsync<ExportFaultException>(
                () => provider.ListFilesAsync(partial, CancellationToken.None));
            Assert.Equal(FaultCodes.Incomplete, thrown.Fault.Code);
        }

        Assert.Equal(ProviderState.Failed, (await ExportAsync(cluster, provider, location)).Progress.State);
        var (preparation, progress) = await ExportAsync(cluster, provider, location);
        Assert.Equal(ProviderState.Succeeded, progress.State);
        await AssertFilesAsync(provider, preparation);
    }

    private static async Task AssertFilesAsync(IExportProvider provider, ExportPreparation preparation)
    {
        var files = await provider.ListFilesAsync(preparation, CancellationToken.None);
        Assert.Equal([1, 2], files.Select(f => f.Part));
        if (provider.FetchObstacle is not null)
        {
            Assert.All(files, f => Assert.Null(f.Size));
            return;
        }

        foreach (var file in files)
        {
            await using var opened = await provider.OpenFileAsync(file, FileRange.All, CancellationToken.None);
            await using var inflated = new GZipStream(opened.Content, CompressionMode.Decompress);
            var magic = new byte[5];
            await inflated.ReadExactlyAsync(magic);
            Assert.Equal("REDIS"u8.ToArray(), magic);
            await inflated.CopyToAsync(Stream.Null);
        }
    }

    private static async Task<(ExportPreparation Preparation, ExportProgress Progress)> ExportAsync(
        RedisEnterpriseEmulator cluster, IExportProvider provider, OutcomeLocation location)
    {
        var preparation = await provider.PrepareAsync(CancellationToken.None);
        await location.BeforeStart();
        await provider.StartAsync(preparation, CancellationToken.None);
        await cluster.Database(1).WhenDoneAsync();
        return (preparation, await provider.GetProgressAsync(preparation, CancellationToken.None));
    }

    private Task<RedisEnterpriseEmulator> StartClusterAsync(OutcomeLocation location) =>
        RedisEnterpriseEmulator.StartAsync(new RedisEnterpriseEmulatorOptions
        {
            Storage = location.Storage,
            Databases = [new EmulatedDatabase { Uid = 1, Name = "orders", Shards = [.. shards.Servers.Select(s => s.Address)] }],
        });

    private static IExportProvider Create(RedisEnterpriseEmulator cluster, OutcomeLocation location)
    {
        using var folder = new TempFolder("certificate");
        File.WriteAllText(folder.File("ca.pem"), cluster.CertificatePem);
        var options = new RedisEnterpriseEmulatorOptions();
        var settings = new Dictionary<string, string?>
        {
            ["Endpoint"] = cluster.Endpoint.ToString(),
            ["DatabaseId"] = "1",
            ["Username"] = options.Username,
            ["Password"] = options.Password,
            ["CaFile"] = folder.File("ca.pem"),
        };
        foreach (var (key, value) in location.Settings)
        {
            settings["ExportLocation:" + key] = value;
        }

        return ClusterSource.Create(settings);
    }

    /// <summary>The redis-servers of the exported database.</summary>
    public sealed class Shards : IAsyncLifetime
    {
        internal List<RedisServer> Servers { get; } = [];

        public async Task InitializeAsync()
        {
            Servers.Add(await RedisServer.StartAsync());
            Servers.Add(await RedisServer.StartAsync());
            await SampleData.FillAsync([.. Servers.Select(s => s.Address)], new SampleDataOptions { Keys = 1000 });
        }

        public async Task DisposeAsync()
        {
            foreach (var server in Servers)
            {
                await server.DisposeAsync();
            }
        }
    }
}
