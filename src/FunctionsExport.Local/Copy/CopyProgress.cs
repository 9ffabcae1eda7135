using System.Globalization;

namespace FunctionsExport.Copy;

/// <summary>A bar on a terminal, drawn again in place: share, bytes, rate and the time that is left.</summary>
internal sealed class CopyProgress(TextWriter output, bool isShown, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private const int BarLength = 30;
    private const double Mebibyte = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly long _began = time.GetTimestamp();
    private long _drawn = time.GetTimestamp();
    private long? _first;
    private int _shown;

    /// <summary>Blob Storage has so many bytes of so many.</summary>
    public void Report(long bytes, long? size)
    {
        lock (_gate)
        {
            _first ??= bytes;
            if (!isShown || time.GetElapsedTime(_drawn) < Interval)
            {
                return;
            }

            _drawn = time.GetTimestamp();
            var text = Format(bytes, size, Math.Max(bytes - _first.Value, 0) / time.GetElapsedTime(_began).TotalSeconds);
            output.Write("\r" + text.PadRight(_shown));
            _shown = text.Length;
        }
    }

    public void Dispose()
    {
        if (_shown > 0)
        {
            output.Write("\r" + new string(' ', _shown) + "\r");
        }
    }

    /// <summary>The line.</summary>
    internal static string Format(long bytes, long? size, double rate)
    {
        var speed = string.Create(CultureInfo.InvariantCulture, $"{rate / Mebibyte:N0} MiB/s");
        if (size is not > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebibyte:N0} MiB, {speed}");
        }

        var share = Math.Min((double)bytes / size.Value, 1);
        var bar = new string('#', (int)(share * BarLength)).PadRight(BarLength, '.');
        // A copy that hardly moves has no end that could be told.
        var left = rate < 1024 ? "" : $", {TimeSpan.FromSeconds(Math.Ceiling((size.Value - bytes) / rate)):c} left";
        return string.Create(
            CultureInfo.InvariantCulture, $"[{bar}] {100 * share,3:F0} % of {size.Value / Mebibyte:N0} MiB, {speed}{left}");
    }
}
