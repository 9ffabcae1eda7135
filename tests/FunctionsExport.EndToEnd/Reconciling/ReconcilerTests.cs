using Azure.Storage.Blobs.Specialized;
using FunctionsExport.Catalog;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.EndToEnd.Support;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using LocalFunctions.DurableTask.Client;
using Moq;

namespace FunctionsExport.EndToEnd.Reconciling;

/// <summary>What is left by orchestrations that were ended from outside, on real Azurite.</summary>
public sealed class ReconcilerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly ExportId Id = ExportId.Parse("orders-20260301T000000Z-00beef")!;
    private static readonly DatabaseSummary Summary = new("7", "orders-db", "7.2", 1 << 30, 3);

    private AppParts _app = null!;

    public async Task InitializeAsync() => _app = await AppParts.StartAsync(azurite);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Terminated, "terminated")]
    [InlineData(OrchestrationRuntimeStatus.Failed, "internal")]
    public async Task Export_that_was_ended_from_outside_is_recorded_and_cleared_away(OrchestrationRuntimeStatus status, string code)
    {
        await LeaveAsync();
        _app.Put(Id.ToString(), status, _app.Request());
        _app.Put(OrchestrationNames.MonitorOf(Id.ToString(), 1), OrchestrationRuntimeStatus.Running, name: nameof(ExportMonitor));

        await TickTwiceAsync();

        var manifest = (await _app.Manifests.FindAsync(Id, default))!;
        Assert.Equal((ExportState.Failed, code, "http", "1.2.3"), (manifest.State, manifest.Failure!.Code, manifest.Trigger, manifest.AppVersion));
        Assert.Equal(Summary, manifest.Database);
        await AssertClearedAsync();
        Assert.Equal([OrchestrationNames.MonitorOf(Id.ToString(), 1)], _app.Terminated);
    }

    [Fact]
    public async Task Manifest_names_what_was_started_at_the_provider()
    {
        await LeaveAsync();
        var started = (await _app.Locks.FindAsync(AppParts.Database, default))!;
        Assert.True(await _app.Locks.TryMoveAsync(
            AppParts.Database,
            started,
            started with { Mover = "later", Stages = [new ExportStage(1, Id.Time, "{}", """{"taskId":7}""")] },
            default));

        await TickTwiceAsync();

        var stage = Assert.Single((await _app.Manifests.FindAsync(Id, default))!.Stages);
        Assert.Equal((1, Id.Time, 7), (stage.Number, stage.At, stage.Receipt!.Value.GetProperty("taskId").GetInt32()));
    }

    [Fact]
    public async Task Export_that_was_purged_while_it_ran_is_recorded_and_cleared_away()
    {
        await LeaveAsync();

        await TickTwiceAsync();

        var manifest = (await _app.Manifests.FindAsync(Id, default))!;
        Assert.Equal((ExportState.Failed, "terminated", "unknown", "Fake"), (manifest.State, manifest.Failure!.Code, manifest.Trigger, manifest.Provider));
        Assert.Equal(Id.Time, manifest.RequestedAt);
        await AssertClearedAsync();
    }

    [Fact]
    public async Task Activities_are_told_to_stop_a_tick_before_anything_is_removed()
    {
        await LeaveTerminatedAsync();

        await _app.ReconcileAsync();

        Assert.NotNull((await _app.Locks.FindAsync(AppParts.Database, default))!.CancelReason);
        Assert.False(await _app.Manifests.ExistsAsync(Id, default));
        Assert.Equal(2, (await AppParts.BlobsAsync(_app.Storage.Exports)).Count);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Suspended)]
    public async Task Export_that_runs_is_left_alone(OrchestrationRuntimeStatus status)
    {
        await LeaveAsync();
        _app.Put(Id.ToString(), status, _app.Request());

        await TickTwiceAsync();

        Assert.Null((await _app.Locks.FindAsync(AppParts.Database, default))!.CancelReason);
        Assert.Equal(2, (await AppParts.BlobsAsync(_app.Storage.Exports)).Count);
        Assert.NotNull(await _app.Records.FindPreparationAsync(Id.ToString(), default));
    }

    [Fact]
    public async Task Reservation_whose_orchestration_has_not_come_yet_is_left_alone()
    {
        await _app.HoldAsync(Id.ToString(), LockPhase.Reserved);

        await TickTwiceAsync();

        Assert.Equal(Id.ToString(), (await _app.Locks.FindAsync(AppParts.Database, default))!.Owner);
        Assert.False(await _app.Manifests.ExistsAsync(Id, default));
    }

    [Fact]
    public async Task Database_that_another_export_has_taken_over_stays_its_own()
    {
        await LeaveTerminatedAsync();
        const string Other = "orders-20260301T000001Z-0ff1ce";
        await _app.Locks.ReserveAsync(AppParts.Database, Other, (_, _) => Task.FromResult(OwnerState.Ended), default);
        _app.Put(Other, OrchestrationRuntimeStatus.Running, _app.Request());

        await TickTwiceAsync();

        var current = (await _app.Locks.FindAsync(AppParts.Database, default))!;
        Assert.Equal((Other, null), (current.Owner, current.CancelReason));
        Assert.True(await _app.Manifests.ExistsAsync(Id, default));
        Assert.Null(await _app.Records.FindPreparationAsync(Id.ToString(), default));
    }

    [Fact]
    public async Task Export_whose_manifest_says_that_it_has_succeeded_keeps_it_and_its_files()
    {
        await LeaveTerminatedAsync();
        await _app.Manifests.WriteAsync(CatalogTest.ManifestOf(Id, ExportState.Succeeded), default);

        await TickTwiceAsync();

        Assert.Equal(ExportState.Succeeded, (await _app.Manifests.FindAsync(Id, default))!.State);
        Assert.Contains(Id.BlobNameOf("a.rdb.gz"), await AppParts.BlobsAsync(_app.Storage.Exports));
        Assert.Null(await _app.Locks.FindAsync(AppParts.Database, default));
    }

    [Fact]
    public async Task Files_of_a_manifest_of_an_unknown_kind_are_left_alone()
    {
        await LeaveTerminatedAsync();
        await _app.Storage.Exports.GetBlobClient(Id.ManifestName).UploadAsync(BinaryData.FromString("{}"));

        await TickTwiceAsync();

        Assert.Contains(Id.BlobNameOf("a.rdb.gz"), await AppParts.BlobsAsync(_app.Storage.Exports));
        Assert.Null(await _app.Locks.FindAsync(AppParts.Database, default));
    }

    [Fact]
    public async Task Success_that_is_recorded_during_the_tick_stays_with_its_files()
    {
        await LeaveTerminatedAsync();
        await _app.ReconcileAsync();
        await RecordDuringTickAsync();

        await _app.ReconcileAsync();

        Assert.Equal(ExportState.Succeeded, (await _app.Manifests.FindAsync(Id, default))!.State);
        Assert.Contains(Id.BlobNameOf("a.rdb.gz"), await AppParts.BlobsAsync(_app.Storage.Exports));
        Assert.Null(await _app.Locks.FindAsync(AppParts.Database, default));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(null)] // Purged.
    public async Task Scheduled_export_that_was_ended_while_it_waited_is_recorded(OrchestrationRuntimeStatus? status)
    {
        const string Other = "orders-20260301T000001Z-0ff1ce";
        await _app.HoldAsync(Other, LockPhase.Started);
        _app.Put(Other, OrchestrationRuntimeStatus.Running, _app.Request());
        var due = _app.Time.Now;
        var id = ExportId.ForSchedule("orders", due);
        Assert.True(await _app.Starter.StartDueAsync(_app.Client.Object, _app.Source, due, default));
        _app.Forget(id.ToString());
        if (status is { } ended)
        {
            _app.Put(id.ToString(), ended, _app.Request(ExportRequest.Schedule));
        }

        await TickTwiceAsync();

        var manifest = (await _app.Manifests.FindAsync(id, default))!;
        Assert.Equal((ExportState.Failed, "schedule", due), (manifest.State, manifest.Trigger, manifest.RequestedAt));
        Assert.Equal(LostExport.FaultOf(status).Code, manifest.Failure!.Code);
        Assert.Equal(due + _app.Source.Deadline, manifest.Deadline);
        var current = (await _app.Locks.FindAsync(AppParts.Database, default))!;
        Assert.Equal((Other, LockPhase.Started, null), (current.Owner, current.Phase, current.CancelReason));
        Assert.Null(await _app.Records.FindRequestAsync(id.ToString(), default));

        // It has ended: a tick that is late does not start it again.
        Assert.False(await _app.Starter.StartDueAsync(_app.Client.Object, _app.Source, due, default));
        Assert.Equal([id.ToString()], _app.Scheduled);
    }

    [Fact]
    public async Task Scheduled_export_that_waits_is_left_alone()
    {
        var id = ExportId.ForSchedule("orders", _app.Time.Now);
        await _app.Starter.StartDueAsync(_app.Client.Object, _app.Source, _app.Time.Now, default);

        await TickTwiceAsync();

        Assert.False(await _app.Manifests.ExistsAsync(id, default));
        Assert.NotNull(await _app.Records.FindRequestAsync(id.ToString(), default));
    }

    [Fact]
    public async Task Export_whose_manifest_was_not_taken_is_recorded_in_its_own_words()
    {
        await LeaveAsync();
        var own = CatalogTest.ManifestOf(Id, ExportState.Failed) with
        {
            Failure = new ExportFault(FaultCodes.ExportFailed, "The provider says so."),
            Files =
            [
                new("a.rdb.gz", 3, 1, 2, null, "here", Id.BlobNameOf("a.rdb.gz"), "ab", "cd", Proof.Full, [FileChecks.Length]),
                new("b.rdb.gz", 3, 2, 2, null, "here", null, null, null, Proof.None, []),
            ],
        };
        _app.Put(
            Id.ToString(), OrchestrationRuntimeStatus.Completed, _app.Request(), outcome: new ExportOutcome(own, ManifestBlob: null));

        await TickTwiceAsync();

        var manifest = (await _app.Manifests.FindAsync(Id, default))!;
        Assert.Equal((own.EndedAt, FaultCodes.ExportFailed), (manifest.EndedAt, manifest.Failure!.Code));
        Assert.Equal([("a.rdb.gz", "here"), ("b.rdb.gz", "here")], manifest.Files.Select(f => (f.Name, f.Location)));
        Assert.All(manifest.Files, f => Assert.Equal((null, null, Proof.None), (f.Blob, f.Sha256, f.Proof)));
        await AssertClearedAsync();
    }

    [Fact]
    public async Task Export_whose_lock_was_taken_over_before_its_manifest_was_taken_is_recorded()
    {
        var id = (await _app.Starter.StartAsync(_app.Client.Object, _app.Source, fetch: true, default)).Owner;
        var own = CatalogTest.ManifestOf(ExportId.Parse(id)!, ExportState.Failed) with
        {
            Failure = new ExportFault(FaultCodes.Unauthorized, "The provider says so."),
        };
        _app.Put(id, OrchestrationRuntimeStatus.Completed, _app.Request(), outcome: new ExportOutcome(own, ManifestBlob: null));
        var next = await _app.Starter.StartAsync(_app.Client.Object, _app.Source, fetch: true, default);
        Assert.True(next.Granted);

        await TickTwiceAsync();

        Assert.Equal(FaultCodes.Unauthorized, (await _app.Manifests.FindAsync(ExportId.Parse(id)!, default))!.Failure!.Code);
        Assert.Null(await _app.Records.FindRequestAsync(id, default));
        Assert.Equal(next.Owner, (await _app.Locks.FindAsync(AppParts.Database, default))!.Owner);
        Assert.NotNull(await _app.Records.FindRequestAsync(next.Owner, default));
    }

    [Fact]
    public async Task Export_that_retention_deletes_during_a_tick_stays_deleted()
    {
        _app.Put(Id.ToString(), OrchestrationRuntimeStatus.Terminated, _app.Request());
        var known = await _app.Client.Object.GetInstanceAsync(Id.ToString(), getInputsAndOutputs: true);
        _app.Client.SetupSequence(c => c.GetInstancesAsync(Id.ToString(), It.IsAny<bool>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(known)
            .ReturnsAsync((OrchestrationMetadata?)null);

        await _app.ReconcileAsync();

        Assert.Empty(await AppParts.BlobsAsync(_app.Storage.Exports));
    }

    [Theory]
    [InlineData(ExportState.Succeeded, false)]
    [InlineData(ExportState.Failed, true)]
    public async Task Late_fetches_are_told_that_files_are_discarded_only_when_that_is_certain(ExportState recorded, bool isDiscarded)
    {
        await LeaveTerminatedAsync();
        await _app.ReconcileAsync();
        await _app.Manifests.WriteAsync(CatalogTest.ManifestOf(Id, recorded), default);
        await LeaseRecordsAsync();

        // A tick that does not come to its end.
        await _app.ReconcileAsync();

        Assert.Equal(isDiscarded, (await _app.Locks.FindAsync(AppParts.Database, default))!.IsDiscarded);
        Assert.Equal(!isDiscarded, (await AppParts.BlobsAsync(_app.Storage.Exports)).Contains(Id.BlobNameOf("a.rdb.gz")));
    }

    [Fact]
    public async Task Late_fetches_of_a_success_that_is_recorded_during_the_tick_are_told_nothing()
    {
        await LeaveTerminatedAsync();
        await _app.ReconcileAsync();
        await LeaseRecordsAsync();
        await RecordDuringTickAsync();

        await _app.ReconcileAsync();

        Assert.Equal(ExportState.Succeeded, (await _app.Manifests.FindAsync(Id, default))!.State);
        Assert.False((await _app.Locks.FindAsync(AppParts.Database, default))!.IsDiscarded);
    }

    [Theory]
    [InlineData(ExportState.Failed)]
    [InlineData(ExportState.Cancelled)]
    public async Task Tick_that_was_cut_off_behind_the_manifest_is_completed_by_the_next(ExportState state)
    {
        await LeaveTerminatedAsync();
        await _app.Manifests.WriteAsync(CatalogTest.ManifestOf(Id, state), default);

        await _app.ReconcileAsync();

        Assert.Equal(state, (await _app.Manifests.FindAsync(Id, default))!.State);
        await AssertClearedAsync();
    }

    [Fact]
    public async Task File_that_cannot_be_removed_keeps_no_export_from_its_end_and_no_other_file()
    {
        await LeaveTerminatedAsync();
        await _app.Storage.Exports.GetBlobClient(Id.BlobNameOf("a.rdb.gz")).GetBlobLeaseClient().AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);

        await TickTwiceAsync();

        Assert.Equal(ExportState.Failed, (await _app.Manifests.FindAsync(Id, default))!.State);
        Assert.Null(await _app.Locks.FindAsync(AppParts.Database, default));
        Assert.Equal([Id.BlobNameOf("a.rdb.gz"), Id.ManifestName], (await AppParts.BlobsAsync(_app.Storage.Exports)).Order());
    }

    [Fact]
    public async Task Ticks_after_the_last_change_nothing()
    {
        await LeaveTerminatedAsync();
        await TickTwiceAsync();
        var before = await _app.Storage.Exports.GetBlobClient(Id.ManifestName).GetPropertiesAsync();

        await TickTwiceAsync();

        var after = await _app.Storage.Exports.GetBlobClient(Id.ManifestName).GetPropertiesAsync();
        Assert.Equal(before.Value.ETag, after.Value.ETag);
    }

    /// <summary>What an export that was fetching leaves: a lock, a record, a committed blob and a staged one.</summary>
    private async Task LeaveAsync()
    {
        await _app.HoldAsync(Id.ToString(), LockPhase.Started);
        await _app.Records.KeepPreparationAsync(Id.ToString(), new ExportPreparation(Summary, "{}"), default);
        await _app.CommitAsync(Id, "a.rdb.gz");
        await _app.StageAsync(Id, "b.rdb.gz");
    }

    /// <summary>The same, of an export whose orchestration was terminated.</summary>
    private async Task LeaveTerminatedAsync()
    {
        await LeaveAsync();
        _app.Put(Id.ToString(), OrchestrationRuntimeStatus.Terminated, _app.Request());
    }

    /// <summary>Success is recorded when the next tick has seen that there is no manifest.</summary>
    private async Task RecordDuringTickAsync()
    {
        var known = await _app.Client.Object.GetInstanceAsync(Id.ToString(), getInputsAndOutputs: true);
        var asked = 0;
        _app.Client.Setup(c => c.GetInstancesAsync(Id.ToString(), It.IsAny<bool>(), It.IsAny<CancellationToken>())).Returns(async () =>
        {
            if (++asked == 2)
            {
                await _app.Manifests.WriteAsync(CatalogTest.ManifestOf(Id, ExportState.Succeeded), default);
            }

            return known;
        });
    }

    private async Task LeaseRecordsAsync()
    {
        await foreach (var record in _app.Storage.State.GetBlobsAsync(prefix: "runs/"))
        {
            await _app.Storage.State.GetBlobClient(record.Name).GetBlobLeaseClient().AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);
        }
    }

    private async Task TickTwiceAsync()
    {
        await _app.ReconcileAsync();
        _app.Time.Now += TimeSpan.FromMinutes(1);
        await _app.ReconcileAsync();
    }

    private async Task AssertClearedAsync()
    {
        Assert.Equal([Id.ManifestName], await AppParts.BlobsAsync(_app.Storage.Exports));
        Assert.Null(await _app.Locks.FindAsync(AppParts.Database, default));
        Assert.Null(await _app.Records.FindPreparationAsync(Id.ToString(), default));
    }
}
