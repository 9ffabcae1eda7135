using System.Diagnostics.Metrics;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Diagnostics;
using FunctionsExport.EndToEnd.Catalog.Support;
using FunctionsExport.EndToEnd.Support;
using FunctionsExport.Schedules;

namespace FunctionsExport.EndToEnd.Diagnostics;

/// <summary>What the gauges tell, and for how long, on real Azurite.</summary>
public sealed class SourceStatesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private AppParts _app = null!;
    private ExportSource _source = null!;
    private ScheduleRecords _records = null!;
    private SourceStates _states = null!;

    public async Task InitializeAsync()
    {
        _app = await AppParts.StartAsync(azurite);
        _records = new ScheduleRecords(_app.Storage.State);
        _states = new SourceStates(_app.Manifests, _records, _app.Time);
        var hourly = ScheduleRule.Parse("0 0 * * * *", TimeZoneInfo.Utc)!;
        _source = _app.Source with
        {
            Schedule = new SourceSchedule("orders", [hourly], TimeZoneInfo.Utc, TimeSpan.Zero),
            OverdueTolerance = TimeSpan.FromMinutes(30),
        };
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Source_is_behind_from_the_due_instant_and_overdue_after_the_tolerance()
    {
        await RememberAsync(At(0, 30));

        Assert.Equal((null, 0, 0), await LookAsync(At(0, 50)));
        Assert.Equal((null, 0, 10 * 60), await LookAsync(At(1, 10)));
        Assert.Equal((null, 1, 40 * 60), await LookAsync(At(1, 40)));
        await SucceedAsync(At(1, 0));
        Assert.Equal((50 * 60, 0, 0), await LookAsync(At(1, 50)));

        // From the oldest instant that was missed, not from the last.
        Assert.Equal((125 * 60, 1, 65 * 60), await LookAsync(At(3, 5)));
    }

    [Fact]
    public async Task Gauges_go_on_between_looks_and_end_when_nobody_looks_here_any_more()
    {
        await RememberAsync(At(0, 30));
        await SucceedAsync(At(0, 0));
        await LookAsync(At(1, 10));

        _app.Time.Now = At(1, 15);
        Assert.Equal((75 * 60, 0, 15 * 60), Gauges());
        _app.Time.Now = At(1, 26);
        Assert.Equal((null, null, null), Gauges());
    }

    private static DateTimeOffset At(int hour, int minute) => new(2026, 3, 1, hour, minute, 0, TimeSpan.Zero);

    private Task RememberAsync(DateTimeOffset since) =>
        _records.TryWriteAsync("orders", new ScheduleRecord(_source.Schedule!.Text, since), null, default);

    private Task SucceedAsync(DateTimeOffset due) =>
        _app.Manifests.WriteAsync(CatalogTest.ManifestOf(ExportId.ForSchedule("orders", due), ExportState.Succeeded), default);

    private async Task<(double? Age, double? Overdue, double? Behind)> LookAsync(DateTimeOffset now)
    {
        _app.Time.Now = now;
        await _states.LookAsync(_source, default);
        return Gauges();
    }

    private (double? Age, double? Overdue, double? Behind) Gauges()
    {
        static double? Of(IEnumerable<Measurement<double>> gauge) => gauge.Select(m => (double?)m.Value).SingleOrDefault();
        return (Of(_states.Ages()), Of(_states.Overdue()), Of(_states.Behind()));
    }
}
