using System.Globalization;

namespace FunctionsExport.Verify;

/// <summary>One line on a terminal, drawn again in place, that is gone before anything else is written.</summary>
internal sealed class VerifyProgress(TextWriter output, bool isShown, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private const double Mebibyte = 1024 * 1024;

    private string _name = "";
    private long? _size;
    private long _began;
    private long _drawn;
    private int _shown;

    /// <summary>A file is begun.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">Its size in bytes; null when it is not known.</param>
    public void Begin(string name, long? size)
    {
        _name = Printable.Of(name);
        _size = size;
        _began = _drawn = time.GetTimestamp();
    }

    /// <summary>So many bytes have been read.</summary>
    public void Report(long read)
    {
        // A small file is done before a line about it could be read.
        if (!isShown || time.GetElapsedTime(_drawn) < Interval)
        {
            return;
        }

        _drawn = time.GetTimestamp();
        var rate = read / Mebibyte / time.GetElapsedTime(_began).TotalSeconds;
        var done = _size is > 0 and var size
            ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * read / size,3:F0} % of {size / Mebibyte:N0} MiB")
            : string.Create(CultureInfo.InvariantCulture, $"{read / Mebibyte:N0} MiB");
        var text = string.Create(CultureInfo.InvariantCulture, $"{_name}: {done}, {rate:N0} MiB/s");
        output.Write("\r" + text.PadRight(_shown));
        _shown = text.Length;
    }

    /// <summary>Wipes the line.</summary>
    public void Clear()
    {
        if (_shown > 0)
        {
            output.Write("\r" + new string(' ', _shown) + "\r");
            _shown = 0;
        }
    }

    public void Dispose() => Clear();
}
