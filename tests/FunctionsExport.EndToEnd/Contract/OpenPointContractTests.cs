using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;
using FunctionsExport.EndToEnd.World;
using FunctionsExport.Providers;

namespace FunctionsExport.EndToEnd.Contract;

/// <summary>What clusters' documentation leaves open: the client exports in each form.</summary>
public sealed class OpenPointContractTests
{
    private static readonly Dictionary<string, Action<ContractCluster>> Switches = new()
    {
        ["accepted with {}"] = c => c.Answers.AcceptedBody = AcceptedBody.EmptyObject,
        ["accepted with action_uid"] = c => c.Answers.AcceptedBody = AcceptedBody.ActionUid,
        ["idle is absent"] = c => c.Answers.Idle = IdleForm.Absent,
        ["idle is null"] = c => c.Answers.Idle = IdleForm.Null,
        ["idle is idle"] = c => c.Answers.Idle = IdleForm.Idle,
        ["idle after a reset is idle"] = c => c.Answers.IdleAfterReset = IdleForm.Idle,
        ["idle after a reset is absent"] = c => c.Answers.IdleAfterReset = IdleForm.Absent,
        ["start is shown late"] = c => c.Answers.StartDelaySeconds = 1,
        ["succeeded is stale"] = c => c.Answers.StaleSucceededSeconds = 1,
        ["progress is 0 after the end"] = c => c.Answers.ProgressAfterEnd = ProgressAfterEnd.Zero,
        ["progress is absent after the end"] = c => c.Answers.ProgressAfterEnd = ProgressAfterEnd.Absent,
        ["numbers are text"] = c => c.Answers.NumbersAsText = true,
        ["progress is text"] = c => c.Database.Faults.ProgressAsText = true,
        ["unknown fields are refused"] = c => c.Answers.RefusesUnknownFields = true,
        ["action has another name"] = c => c.Answers.ExportActionName = "SMExportBDB",
        ["action has a name without the word"] = c => c.Answers.ExportActionName = "task",
        ["file names are short"] = c => c.Answers.ShortFileNames = true,
        ["stamps are ahead of UTC"] = c => c.Answers.StampOffsetMinutes = 840,
        ["stamps are behind UTC"] = c => c.Answers.StampOffsetMinutes = -720,
        ["stamps of the shards differ"] = c => c.Answers.StampSpreadSeconds = 20,
    };

    public static TheoryData<string> Names() => [.. Switches.Keys];

    public static TheoryData<int> Redirects() => [301, 302, 303, 307, 308];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Export_succeeds_twice_where(string name)
    {
        await using var cluster = await ContractCluster.StartAsync();
        Switches[name](cluster);
        var client = cluster.Client();

        await cluster.AssertExportsAsync(client);

        // A database that shows its export late shows the end late.
        await Eventually.HoldsAsync(() => cluster.Database.Read().LastExportTime == cluster.Database.State.LastExportTime);
        await cluster.AssertExportsAsync(client);
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task Redirect_to_a_listed_node_is_followed(int status)
    {
        await using var cluster = await StartNodesAsync();
        cluster.Answers.RedirectStatus = status;

        await cluster.AssertExportsAsync(cluster.Client(("Endpoint", null), ("Endpoints", cluster.Nodes(2, 1))));
    }

    [Fact]
    public async Task Redirect_to_an_internal_address_leaves_the_other_listed_nodes()
    {
        await using var cluster = await StartNodesAsync();
        cluster.Answers.RedirectHost = "192.168.16.2:9443";

        await cluster.AssertExportsAsync(cluster.Client(("Endpoint", null), ("Endpoints", cluster.Nodes(2, 3, 1))));
    }

    [Fact]
    public async Task Redirect_to_an_internal_address_is_told_where_no_listed_node_is_the_master()
    {
        await using var cluster = await StartNodesAsync();
        cluster.Answers.RedirectHost = "192.168.16.2:9443";
        var client = cluster.Client(("Endpoint", null), ("Endpoints", cluster.Nodes(2, 3)));

        var fault = await ContractCluster.FaultAsync(() => client.PrepareAsync(CancellationToken.None));

        Assert.Equal(FaultCodes.InvalidRequest, fault.Code);
        Assert.Contains("handle_redirects", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("192.168", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_that_passes_requests_on_will_do()
    {
        await using var cluster = await StartNodesAsync();
        cluster.Answers.HandleRedirects = true;

        await cluster.AssertExportsAsync(cluster.Client(("Endpoint", cluster.Nodes(3))));
    }

    [Theory]
    [InlineData(NodeState.Dead)]
    [InlineData(NodeState.Unavailable)]
    internal async Task Node_that_is_not_well_is_passed_over(NodeState state)
    {
        await using var cluster = await StartNodesAsync();
        cluster.Emulator.Nodes[1].State = state;

        await cluster.AssertExportsAsync(cluster.Client(("Endpoint", null), ("Endpoints", cluster.Nodes(2, 1))));
    }

    [Theory]
    [InlineData(ErrorBody.Description, "409 busy")]
    [InlineData(ErrorBody.Message, "409 busy")]
    [InlineData(ErrorBody.Empty, "409")]
    [InlineData(ErrorBody.Text, "409")]
    internal async Task Error_is_understood_in_every_form(ErrorBody form, string providerCode)
    {
        await using var cluster = await ContractCluster.StartWithoutServersAsync();
        cluster.Answers.ErrorBody = form;
        cluster.Answers.ErrorCodes = new Dictionary<int, string> { [409] = "busy" };
        cluster.Database.Faults.Busy = true;

        var fault = await ContractCluster.FaultAsync(() => cluster.Client().PrepareAsync(CancellationToken.None));

        Assert.Equal((FaultCodes.DatabaseBusy, providerCode), (fault.Code, fault.ProviderCode));
    }

    [Theory]
    [InlineData(ResetWhileExporting.Conflict)]
    [InlineData(ResetWhileExporting.Ignored)]
    [InlineData(ResetWhileExporting.Resets)]
    internal async Task Export_of_somebody_else_is_left_alone(ResetWhileExporting form)
    {
        await using var cluster = await ContractCluster.StartAsync(1);
        cluster.Answers.ResetWhileExporting = form;
        cluster.Database.Hold = true;
        var (other, ours) = (cluster.Client(), cluster.Client());
        var theirs = await other.PrepareAsync(CancellationToken.None);
        await other.StartAsync(theirs, CancellationToken.None);
        var resets = cluster.Database.ResetRequests;

        var fault = await ContractCluster.FaultAsync(() => ours.PrepareAsync(CancellationToken.None));

        Assert.Equal((FaultCodes.DatabaseBusy, true), (fault.Code, fault.Retry));
        Assert.Equal(resets, cluster.Database.ResetRequests);
        cluster.Database.Hold = false;
        await ContractCluster.WaitAsync(other, theirs, p => p.State == ProviderState.Succeeded);
        await cluster.AssertExportsAsync(ours);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scheduled_backup_makes_the_database_busy_unless_the_cluster_allows_it(bool allowed)
    {
        await using var cluster = await ContractCluster.StartAsync(1);
        cluster.Database.BackupRunning = true;
        cluster.Answers.ExportDuringBackup = allowed;
        var client = cluster.Client();
        var preparation = await Record.ExceptionAsync(() => cluster.AssertExportsAsync(client));

        Assert.Equal(allowed ? null : FaultCodes.DatabaseBusy, (preparation as ExportFaultException)?.Fault.Code);
    }

    private static Task<ContractCluster> StartNodesAsync() =>
        ContractCluster.StartAsync(1, o => o with { FurtherNodes = [new EmulatedNode(), new EmulatedNode()] });
}
