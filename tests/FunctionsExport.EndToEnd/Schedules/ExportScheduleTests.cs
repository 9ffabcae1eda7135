using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.EndToEnd.Support;
using FunctionsExport.Providers;
using FunctionsExport.Schedules;
using FunctionsExport.Starting;
using FunctionsExport.Tests.Schedules.Support;
using FunctionsExport.Tests.Support;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace FunctionsExport.EndToEnd.Schedules;

/// <summary>The timer that starts exports, on real Azurite, with a clock that is set.</summary>
public sealed class ExportScheduleTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly LogCapture<ExportSchedule> _log = new();
    private AppParts _app = null!;

    public async Task InitializeAsync() => _app = await AppParts.StartAsync(azurite);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("Europe/Berlin", 0, 1)]
    [InlineData("America/New_York", 25, 2)]
    [InlineData("Australia/Lord_Howe", 55, 3)]
    public async Task Year_of_ticks_starts_each_due_export_once(string zoneName, int jitterMinutes, int seed)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var schedule = ScheduleYear.ScheduleOf("orders", zone, jitterMinutes);
        var due = ScheduleYear.DueInstants(zone);
        var random = new Random(seed);
        var ticks = WithoutIdleOnes(ScheduleYear.Ticks(random), [.. due.Select(d => d + schedule.JitterOf(d)).Order()], random).ToList();
        // Far longer than the year: this is about what is started.
        var (one, other) = (Timer(schedule, TimeSpan.FromDays(900)), Timer(schedule, TimeSpan.FromDays(900)));
        await RememberAsync(schedule, ScheduleYear.Start);

        foreach (var tick in ticks)
        {
            _app.Time.Now = tick;
            await Task.WhenAll(TickAsync(one), random.Next(5) == 0 ? TickAsync(other) : Task.CompletedTask);
            await EndSomeAsync(random);
        }

        var expected = ScheduleYear.Expected([.. due], schedule, ticks);
        Assert.Equal(expected.Select(d => ExportId.ForSchedule("orders", d).ToString()), _app.Scheduled);
        Assert.InRange(expected.Count, due.Count * 7 / 10, due.Count);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Lapse_is_logged_once_and_the_next_one_again()
    {
        var schedule = Hourly("orders");
        var (one, other) = (Timer(schedule, TimeSpan.FromMinutes(30)), Timer(schedule, TimeSpan.FromMinutes(30)));
        await RememberAsync(schedule, At(0, 30));

        await TickBothAsync(At(1, 0));
        await TickBothAsync(At(1, 29));
        Assert.Empty(_log.Lines);

        await TickBothAsync(At(1, 31));
        await TickBothAsync(At(1, 32));
        await TickBothAsync(At(2, 31));
        var first = Assert.Single(_log.Lines);
        Assert.StartsWith("Error: orders is overdue", first, StringComparison.Ordinal);
        Assert.Contains("2026-03-01T01:00:00", first, StringComparison.Ordinal);

        await _app.Manifests.WriteAsync(CatalogTest.ManifestOf(ExportId.ForSchedule("orders", At(3, 0)), ExportState.Succeeded), default);
        await TickBothAsync(At(3, 31));
        Assert.Single(_log.Lines);

        await TickBothAsync(At(4, 31));
        Assert.Equal(2, _log.Lines.Count);
        Assert.Contains("2026-03-01T04:00:00", _log.Lines.Last(), StringComparison.Ordinal);

        async Task TickBothAsync(DateTimeOffset now)
        {
            _app.Time.Now = now;
            await Task.WhenAll(TickAsync(one), TickAsync(other));
        }
    }

    [Fact]
    public async Task Lapse_after_a_success_that_was_asked_for_by_hand_is_another_one()
    {
        var schedule = Hourly("orders");
        var timer = Timer(schedule, TimeSpan.FromMinutes(30));
        await RememberAsync(schedule, At(0, 30));
        _app.Time.Now = At(1, 31);
        await TickAsync(timer);
        Assert.Single(_log.Lines);

        await _app.Manifests.WriteAsync(CatalogTest.ManifestOf(ExportId.New("orders", At(1, 45)), ExportState.Succeeded), default);
        _app.Time.Now = At(2, 31);
        await TickAsync(timer);

        Assert.Equal(2, _log.Lines.Count);
        Assert.Contains("2026-03-01T02:00:00", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_of_one_source_keeps_no_other_from_its_export()
    {
        var broken = _app.Source with { Name = "broken", Schedule = Hourly("broken"), Provider = Mock.Of<IExportProvider>(MockBehavior.Strict) };
        await _app.Storage.State.UploadBlobAsync("schedules/broken.json", BinaryData.FromString("not a record"));
        var timer = Timer(Hourly("orders"), TimeSpan.FromHours(6), broken);
        _app.Time.Now = At(1, 1);

        await TickAsync(timer);

        Assert.Equal([ExportId.ForSchedule("orders", At(1, 0)).ToString()], _app.Scheduled);
        Assert.Contains("The schedule of broken could not be looked after", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_that_was_cut_off_after_the_start_is_completed_by_the_next()
    {
        var schedule = Hourly("orders");
        var timer = Timer(schedule, TimeSpan.FromHours(6));
        await RememberAsync(schedule, At(0, 30));
        _app.Time.Now = At(1, 0);
        var id = ExportId.ForSchedule("orders", At(1, 0)).ToString();
        // Scheduled, and neither its request nor the due instant recorded.
        _app.Put(id, OrchestrationRuntimeStatus.Running, _app.Request());

        await TickAsync(timer);
        await TickAsync(timer);

        Assert.Empty(_app.Scheduled);
        Assert.NotNull(await _app.Records.FindRequestAsync(id, default));
        Assert.Equal(At(1, 0), (await new ScheduleRecords(_app.Storage.State).FindAsync("orders", default))!.Value.Record.LastDue);
    }

    private static DateTimeOffset At(int hour, int minute) => new(2026, 3, 1, hour, minute, 0, TimeSpan.Zero);

    private static SourceSchedule Hourly(string source) =>
        new(source, [ScheduleRule.Parse("0 0 * * * *", TimeZoneInfo.Utc)!], TimeZoneInfo.Utc, TimeSpan.Zero);

    /// <summary>The ticks that find something due, and one of a hundred others.</summary>
    private static IEnumerable<DateTimeOffset> WithoutIdleOnes(
        IEnumerable<DateTimeOffset> ticks, List<DateTimeOffset> starts, Random random)
    {
        var next = 0;
        foreach (var tick in ticks)
        {
            var isDue = false;
            for (; next < starts.Count && starts[next] <= tick; next++)
            {
                isDue = true;
            }

            if (isDue || random.Next(100) == 0)
            {
                yield return tick;
            }
        }
    }

    private ExportSchedule Timer(SourceSchedule schedule, TimeSpan tolerance, params ExportSource[] others)
    {
        var source = _app.Source with { Schedule = schedule, OverdueTolerance = tolerance };
        var settings = _app.Settings with { Sources = others.Append(source).ToDictionary(s => s.Name) };
        var starter = new ExportStarter(
            settings, _app.Storage, _app.Locks, _app.Manifests, _app.Keys, _app.Records, _app.Time, NullLogger<ExportStarter>.Instance);
        return new ExportSchedule(
            settings, _app.Storage, starter, new ScheduleRecords(_app.Storage.State), _app.Manifests, _app.Time, _log);
    }

    private Task TickAsync(ExportSchedule timer) => timer.RunAsync(new TimerInfo(), _app.Client.Object, default);

    private Task RememberAsync(SourceSchedule schedule, DateTimeOffset since) =>
        new ScheduleRecords(_app.Storage.State).TryWriteAsync("orders", new ScheduleRecord(schedule.Text, since), null, default);

    /// <summary>Some exports end, and their histories are purged: their manifests answer for them.</summary>
    private async Task EndSomeAsync(Random random)
    {
        if (_app.Scheduled.Count > 0 && random.Next(3) == 0)
        {
            var id = ExportId.Parse(_app.Scheduled[^1])!;
            await _app.Manifests.WriteAsync(CatalogTest.ManifestOf(id, ExportState.Failed), default);
            await _app.Records.RemoveAsync(id.ToString(), default);
            _app.Forget(id.ToString());
        }
    }
}
