using System.Globalization;
using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.Demo;

/// <summary>Shows an export's progress: a bar that is drawn again in place on a terminal, otherwise a line for each change.</summary>
internal sealed class ProgressView(TextWriter output, bool interactive)
{
    private const int BarWidth = 30;
    private string _shown = "";

    public async Task ShowAsync(JsonObject status)
    {
        var state = (string?)status["state"] ?? "?";
        var share = ShareOf(status);
        var text = interactive ? Bar(state, share, Detail(status)) : Line(state, share, Detail(status));
        if (text == _shown)
        {
            return;
        }

        // The longer text before is wiped out.
        await output.WriteAsync(interactive ? "\r" + text.PadRight(_shown.Length) : text + Environment.NewLine);
        await output.FlushAsync();
        _shown = text;
    }

    public Task EndAsync() => interactive ? output.WriteLineAsync() : Task.CompletedTask;

    private static double? ShareOf(JsonObject status)
    {
        var progress = status["progress"];
        return (string?)status["state"] == "succeeded" ? 1
            : progress?["bytesTotal"] is { } total && (long)total > 0 ? (double)((long?)progress["bytesDone"] ?? 0) / (long)total
            : (double?)progress?["percent"] / 100;
    }

    private static string Detail(JsonObject status)
    {
        var progress = status["progress"];
        return progress?["filesTotal"] is { } total
            ? string.Create(CultureInfo.InvariantCulture, $"{progress["filesDone"]} of {total} files")
            : (string?)status["reason"] ?? "";
    }

    private static string Bar(string state, double? share, string detail)
    {
        var filled = (int)Math.Round((share ?? 0) * BarWidth);
        return $"{state,-10} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {Percent(share)} {detail}";
    }

    private static string Line(string state, double? share, string detail) => $"{state,-10} {Percent(share)} {detail}".TrimEnd();

    private static string Percent(double? share) =>
        share is null ? "    " : string.Create(CultureInfo.InvariantCulture, $"{share * 100,3:F0}%");
}
