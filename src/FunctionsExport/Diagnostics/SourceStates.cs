using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Schedules;

namespace FunctionsExport.Diagnostics;

/// <summary>
/// How the sources stand. Gauges tell the last look, of the process that has looked; not for long, because another one may look by now.
/// </summary>
public sealed class SourceStates
{
    // Three looks of the timer.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (SourceState State, DateTimeOffset LookedAt)> _looks = new(StringComparer.Ordinal);
    private readonly Manifests _manifests;
    private readonly ScheduleRecords _records;
    private readonly TimeProvider _time;

    /// <summary>Has the gauges observed.</summary>
    public SourceStates(Manifests manifests, ScheduleRecords records, TimeProvider time)
    {
        _manifests = manifests;
        _records = records;
        _time = time;
        ExportMetrics.Observe(this);
    }

    /// <summary>Looks at a source.</summary>
    public async Task<SourceState> LookAsync(ExportSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var success = await _manifests.FindLatestAsync(source.Name, ExportState.Succeeded, cancellationToken);
        var now = _time.GetUtcNow();
        var state = new SourceState(success?.RequestedAt, null, null);
        if (source.Schedule is { } schedule)
        {
            var record = ScheduleRecord.For(schedule, (await _records.FindAsync(source.Name, cancellationToken))?.Record, now);
            var from = success?.RequestedAt > record.Since ? success.RequestedAt : record.Since;
            state = state with
            {
                DueSince = schedule.Next(from) is { } due && due <= now ? due : null,
                Overdue = record.IsOverdue(schedule, source.OverdueTolerance, success?.RequestedAt, now),
            };
        }

        _looks[source.Name] = (state, now);
        return state;
    }

    internal IEnumerable<Measurement<double>> Ages() =>
        from s in Known() where s.State.LastSuccess is not null select Of(s.Source, Since(s.State.LastSuccess));

    internal IEnumerable<Measurement<double>> Overdue() =>
        from s in Known() where s.State.Overdue is not null select Of(s.Source, s.State.Overdue == true ? 1 : 0);

    internal IEnumerable<Measurement<double>> Behind() =>
        from s in Known() where s.State.Overdue is not null select Of(s.Source, Since(s.State.DueSince));

    private IEnumerable<(string Source, SourceState State)> Known()
    {
        var oldest = _time.GetUtcNow() - KeptFor;
        return from l in _looks where l.Value.LookedAt >= oldest select (l.Key, l.Value.State);
    }

    private double Since(DateTimeOffset? instant) =>
        instant is { } known ? Math.Max(0, (_time.GetUtcNow() - known).TotalSeconds) : 0;

    private static Measurement<double> Of(string source, double value) =>
        new(value, new KeyValuePair<string, object?>("source", source));
}
