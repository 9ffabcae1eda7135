using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Schedules;

namespace FunctionsExport.Diagnostics;

/// <summary>How the sources stand. Gauges tell the last look, of the process that has looked.</summary>
public sealed class SourceStates
{
    private readonly ConcurrentDictionary<string, SourceState> _states = new(StringComparer.Ordinal);
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
        var state = new SourceState(success?.RequestedAt, null, null);
        if (source.Schedule is { } schedule)
        {
            var now = _time.GetUtcNow();
            var record = ScheduleRecord.For(schedule, (await _records.FindAsync(source.Name, cancellationToken))?.Record, now);
            var from = success?.RequestedAt > record.Since ? success.RequestedAt : record.Since;
            state = state with
            {
                DueSince = schedule.Next(from) is { } due && due <= now ? due : null,
                Overdue = record.IsOverdue(schedule, source.OverdueTolerance, success?.RequestedAt, now),
            };
        }

        _states[source.Name] = state;
        return state;
    }

    internal IEnumerable<Measurement<double>> Ages() =>
        from s in _states where s.Value.LastSuccess is not null select Of(s.Key, Since(s.Value.LastSuccess));

    internal IEnumerable<Measurement<double>> Overdue() =>
        from s in _states where s.Value.Overdue is not null select Of(s.Key, s.Value.Overdue == true ? 1 : 0);

    internal IEnumerable<Measurement<double>> Behind() =>
        from s in _states where s.Value.Overdue is not null select Of(s.Key, Since(s.Value.DueSince));

    private double Since(DateTimeOffset? instant) =>
        instant is { } known ? Math.Max(0, (_time.GetUtcNow() - known).TotalSeconds) : 0;

    private static Measurement<double> Of(string source, double value) =>
        new(value, new KeyValuePair<string, object?>("source", source));
}
