using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsExport.Schedules;

/// <summary>When the exports of one source are due: by its rules together, each delayed by a jitter of its own.</summary>
/// <param name="source">The source's name.</param>
/// <param name="rules">The rules, at least one. Where several have the same instant, one export is due.</param>
/// <param name="zone">The time zone whose clock the rules name.</param>
/// <param name="jitter">The longest delay, from zero to an hour; it spreads sources that share a rule.</param>
public sealed class SourceSchedule(string source, IReadOnlyList<ScheduleRule> rules, TimeZoneInfo zone, TimeSpan jitter)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromHours(2);
    private static readonly TimeSpan LongestLook = TimeSpan.FromDays(366 * 4);

    /// <summary>The rules as they were written.</summary>
    public IReadOnlyList<string> Expressions { get; } = [.. rules.Select(r => r.Expression)];

    /// <summary>The rules and the time zone, as one text.</summary>
    public string Text { get; } = $"{string.Join("; ", rules.Select(r => r.Expression))} ({zone.Id})";

    /// <summary>The time zone's name.</summary>
    public string TimeZone => zone.Id;

    /// <summary>The delay of the export that is due at an instant: derived from it and the source, always the same.</summary>
    public TimeSpan JitterOf(DateTimeOffset due)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{source}|{due.UtcTicks}");
        var hash = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return TimeSpan.FromSeconds(Math.Floor(jitter.TotalSeconds * hash / (uint.MaxValue + 1.0)));
    }

    /// <summary>
    /// The latest instant after one moment whose export may start by another; null when there is none. Those before it are made up
    /// for by it.
    /// </summary>
    public DateTimeOffset? LatestDue(DateTimeOffset after, DateTimeOffset now)
    {
        for (var look = FirstLook; ; look *= 8)
        {
            var from = now - look > after ? now - look : after;
            foreach (var due in Between(from, now).Reverse())
            {
                if (due + JitterOf(due) <= now)
                {
                    return due;
                }
            }

            if (from == after || look > LongestLook)
            {
                return null;
            }
        }
    }

    /// <summary>The first instant after a moment; null when none comes within ten years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => rules.Select(r => r.Next(after)).Min();

    /// <summary>The instants after one moment and up to another, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset until) =>
        [.. rules.SelectMany(r => r.Between(after, until)).Distinct().Order()];
}
