using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Faults;
using FunctionsExport.Providers;

namespace FunctionsExport.EndToEnd.Contract;

/// <summary>What goes wrong at the emulated cluster, and what the client makes of it.</summary>
public sealed class FaultContractTests
{
    private const string ExportPath = "/v1/bdbs/1/actions/export";

    [Theory]
    [InlineData("no-permission", FaultCodes.DestinationDenied)]
    [InlineData("wrong-file-path", FaultCodes.DestinationNotFound)]
    [InlineData("general-error", FaultCodes.ExportFailed)]
    [InlineData("a new reason", FaultCodes.ExportFailed)]
    public async Task Failure_has_a_code_and_a_remedy_for_its_reason(string reason, string code)
    {
        await using var cluster = await ContractCluster.StartAsync();
        cluster.Database.Faults.NextRun(RunFault.Fail(reason, filesBefore: 1, atPercent: 40));
        var client = cluster.Client();

        var (_, progress) = await ContractCluster.RunAsync(client);

        Assert.Equal((ProviderState.Failed, code, reason), (progress.State, progress.Fault!.Code, progress.Fault.ProviderCode));
        Assert.Equal(40, progress.Percent);
        await cluster.AssertExportsAsync(client);
    }

    [Theory]
    [InlineData(FileFault.Missing, 1, "part 1 of 2 is missing")]
    [InlineData(FileFault.Missing, 0, "there is no new file")]
    [InlineData(FileFault.Empty, 2, "part 2 of 2 is empty")]
    internal async Task Success_without_its_files_is_incomplete(FileFault fault, int shard, string problem)
    {
        await using var cluster = await ContractCluster.StartAsync();
        cluster.Database.Faults.NextRun(RunFault.SucceedWith(fault, shard));
        var client = cluster.Client();
        var (preparation, progress) = await ContractCluster.RunAsync(client);
        Assert.Equal(ProviderState.Succeeded, progress.State);

        var told = await ContractCluster.FaultAsync(() => client.ListFilesAsync(preparation, CancellationToken.None));

        Assert.Equal(FaultCodes.Incomplete, told.Code);
        Assert.Contains(problem, told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stamps_that_are_too_far_apart_are_of_different_runs()
    {
        await using var cluster = await ContractCluster.StartAsync();
        cluster.Answers.StampSpreadSeconds = 120;
        var client = cluster.Client();
        var (preparation, _) = await ContractCluster.RunAsync(client);

        var told = await ContractCluster.FaultAsync(() => client.ListFilesAsync(preparation, CancellationToken.None));

        Assert.Equal(FaultCodes.Incomplete, told.Code);
    }

    [Theory]
    [InlineData("8.0.2-17")]
    [InlineData("7.4.2-104")]
    public async Task Export_that_never_starts_stays_idle(string version)
    {
        await using var cluster = await ContractCluster.StartAsync(1, o => o with { SoftwareVersion = version });
        await cluster.AssertExportsAsync(cluster.Client());
        cluster.Database.Faults.NextRun(RunFault.NeverStart());
        var client = cluster.Client();
        var preparation = await client.PrepareAsync(CancellationToken.None);
        await client.StartAsync(preparation, CancellationToken.None);

        Assert.Equal(new ExportProgress(ProviderState.Idle), await client.GetProgressAsync(preparation, CancellationToken.None));
        Assert.Equal(new ExportProgress(ProviderState.Idle), await client.GetProgressAsync(preparation, CancellationToken.None));
    }

    [Theory]
    [InlineData("8.0.2-17", ProviderState.Failed)]
    [InlineData("7.4.2-104", ProviderState.Idle)]
    public async Task Status_that_is_lost_in_a_fail_over_is_found_among_the_actions(string version, ProviderState expected)
    {
        await using var cluster = await ContractCluster.StartAsync(1, o => o with { SoftwareVersion = version });
        cluster.Database.Hold = true;
        var client = cluster.Client();
        var preparation = await client.PrepareAsync(CancellationToken.None);
        await client.StartAsync(preparation, CancellationToken.None);
        await cluster.Emulator.FailOverAsync(loseStatus: true);

        var progress = await client.GetProgressAsync(preparation, CancellationToken.None);

        Assert.Equal(expected, progress.State);
        cluster.Database.Hold = false;
        await cluster.AssertExportsAsync(client);
    }

    [Fact]
    public async Task Export_whose_status_somebody_resets_is_followed_by_its_action()
    {
        await using var cluster = await ContractCluster.StartAsync(1);
        cluster.Answers.ResetWhileExporting = FunctionsExport.Emulators.RedisEnterprise.ResetWhileExporting.Resets;
        cluster.Database.Hold = true;
        var client = cluster.Client();
        var preparation = await client.PrepareAsync(CancellationToken.None);
        await client.StartAsync(preparation, CancellationToken.None);
        Assert.True(cluster.Database.TryReset());

        Assert.Equal(ProviderState.Exporting, (await client.GetProgressAsync(preparation, CancellationToken.None)).State);
        cluster.Database.Hold = false;
        await ContractCluster.WaitAsync(client, preparation, p => p.State == ProviderState.Succeeded);
        Assert.Single(await client.ListFilesAsync(preparation, CancellationToken.None));
    }

    [Fact]
    public async Task Modules_that_cannot_be_exported_are_named()
    {
        await using var cluster = await ContractCluster.StartAsync(1);
        cluster.Database.Modules = [EmulatedModule.Exportable("search", "2.10.17"), EmulatedModule.NotExportable("home-grown", "1.0.0")];
        var client = cluster.Client();

        var fault = await ContractCluster.FaultAsync(async () =>
            await client.StartAsync(await client.PrepareAsync(CancellationToken.None), CancellationToken.None));

        Assert.Equal(FaultCodes.ModuleNotSupported, fault.Code);
        Assert.Contains("backup_restore: home-grown.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, FaultCodes.InvalidRequest, false)]
    [InlineData(403, FaultCodes.Forbidden, false)]
    [InlineData(404, FaultCodes.DatabaseNotFound, false)]
    [InlineData(406, FaultCodes.ModuleNotSupported, false)]
    [InlineData(409, FaultCodes.DatabaseBusy, true)]
    [InlineData(429, FaultCodes.Throttled, true)]
    [InlineData(500, FaultCodes.Unavailable, true)]
    [InlineData(503, FaultCodes.Unavailable, true)]
    public async Task Start_that_is_refused_has_a_code(int status, string code, bool retry)
    {
        await using var cluster = await ContractCluster.StartWithoutServersAsync();
        var client = cluster.Client();
        var preparation = await client.PrepareAsync(CancellationToken.None);
        cluster.Emulator.RequestFaults.Add(new RequestFault { Path = ExportPath, Status = status, RetryAfterSeconds = 7 });

        var fault = await ContractCluster.FaultAsync(() => client.StartAsync(preparation, CancellationToken.None));

        Assert.Equal((code, retry), (fault.Code, fault.Retry));
        Assert.Equal(retry ? TimeSpan.FromSeconds(7) : null, fault.RetryAfter);
    }

    [Theory]
    [InlineData(DropPoint.Before, 0)]
    [InlineData(DropPoint.After, 1)]
    internal async Task Start_whose_answer_is_lost_is_settled_by_reading(DropPoint point, int accepted)
    {
        await using var cluster = await ContractCluster.StartAsync(1);
        var client = cluster.Client();
        var preparation = await client.PrepareAsync(CancellationToken.None);
        cluster.Emulator.RequestFaults.Add(new RequestFault { Path = ExportPath, Drop = point });

        var thrown = await Assert.ThrowsAsync<ExportFaultException>(() => client.StartAsync(preparation, CancellationToken.None));

        Assert.Equal(RequestFate.Unanswered, thrown.Fate);
        Assert.Equal(accepted, cluster.Database.ExportsAccepted);
        await cluster.Database.WhenDoneAsync();
        var progress = await client.GetProgressAsync(preparation, CancellationToken.None);
        Assert.Equal(accepted == 1 ? ProviderState.Succeeded : ProviderState.Idle, progress.State);
    }

    [Fact]
    public async Task Start_that_takes_too_long_is_settled_by_reading()
    {
        await using var cluster = await ContractCluster.StartAsync(1);
        var client = cluster.Client(("RequestTimeout", "00:00:03"));
        var preparation = await client.PrepareAsync(CancellationToken.None);
        cluster.Emulator.RequestFaults.Add(new RequestFault { Path = ExportPath, DelaySeconds = 60 });

        var thrown = await Assert.ThrowsAsync<ExportFaultException>(() => client.StartAsync(preparation, CancellationToken.None));

        Assert.Equal((FaultCodes.Unavailable, RequestFate.Unanswered), (thrown.Fault.Code, thrown.Fate));
        Assert.Equal(ProviderState.Idle, (await client.GetProgressAsync(preparation, CancellationToken.None)).State);
    }

    [Fact]
    public async Task Database_is_described_before_the_start()
    {
        await using var cluster = await ContractCluster.StartAsync();

        var database = (await cluster.Client().PrepareAsync(CancellationToken.None)).Database;

        Assert.Equal(("1", "orders", "7.4.0", 1L << 30, 2), (database.Id, database.Name, database.Version, database.MemoryBytes, database.Shards));
        Assert.True(database.Keys > 0);
        Assert.True(database.UsedMemoryBytes > 0);
    }

    [Fact]
    public async Task Trust_is_a_pin_too()
    {
        await using var cluster = await ContractCluster.StartWithoutServersAsync();
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(cluster.Emulator.CertificatePem);
        var pin = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);

        await cluster.Client(("CaFile", null), ("CertificateThumbprint", pin)).PrepareAsync(CancellationToken.None);
        await cluster.Client(("CaFile", null), ("AllowUntrustedCertificate", "true")).PrepareAsync(CancellationToken.None);
        var fault = await ContractCluster.FaultAsync(() => cluster.Client(("CaFile", null)).PrepareAsync(CancellationToken.None));

        Assert.Equal(FaultCodes.CertificateNotTrusted, fault.Code);
    }
}
