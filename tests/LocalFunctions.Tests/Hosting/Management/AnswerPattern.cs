using System.Text;
using System.Text.RegularExpressions;

namespace LocalFunctions.Tests.Hosting.Management;

/// <summary>What an answer must look like to be the recorded one.</summary>
public static partial class AnswerPattern
{
    private static readonly string[] Headers =
        ["Content-Type", "Location", "Retry-After", "WWW-Authenticate", "x-ms-continuation-token"];

    /// <summary>The comparable part of a recorded answer.</summary>
    public static string TextOf(RecordedMessage answer)
    {
        var status = answer.Line.Split(' ')[1];
        return Join(status, name => answer.Headers.FirstOrDefault(header => header.Key == name).Value, answer.Body ?? "");
    }

    /// <summary>The comparable part of a real answer.</summary>
    public static async Task<string> TextOfAsync(HttpResponseMessage answer)
    {
        var headers = answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return Join(
            ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture),
            name => headers.GetValueOrDefault(name),
            await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Whether the answer is the recorded one, placeholders and times aside.</summary>
    public static bool Matches(string recorded, string answered, IReadOnlyDictionary<string, string> values)
    {
        var pattern = new StringBuilder();
        var end = 0;
        foreach (Match open in Open().Matches(recorded))
        {
            pattern.Append(Regex.Escape(recorded[end..open.Index])).Append(PatternOf(open.Value, pattern.ToString(), values));
            end = open.Index + open.Length;
        }

        pattern.Append(Regex.Escape(recorded[end..]));
        return Regex.IsMatch(answered, $@"\A{pattern}\z", RegexOptions.CultureInvariant);
    }

    /// <summary>A continuation token for an id.</summary>
    public static string Token(string id) => Convert.ToBase64String(Encoding.UTF8.GetBytes(id));

    private static string PatternOf(string open, string before, IReadOnlyDictionary<string, string> values) => open switch
    {
        "{STACK}" => """(?:[^"\\]|\\.)*""",
        "{N}" => @"\d+",
        "{FUNCTIONS}" => @"'\w+'(?:, '\w+')*\.",
        "{ID}" => before.Contains("(?<id>", StringComparison.Ordinal) ? @"\k<id>" : "(?<id>[0-9a-f]{32})",
        _ when open.StartsWith("{TOKEN:", StringComparison.Ordinal) => Regex.Escape(Token(open[7..^1])),
        ['{', ..] => Regex.Escape(values[open[1..^1]]),
        _ when !open.Contains('.', StringComparison.Ordinal) => @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
        _ => @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?" + (open.EndsWith('Z') ? "Z" : @"\+00:00"),
    };

    private static string Join(string status, Func<string, string?> header, string body) =>
        string.Join('\n', [status, .. Headers.Select(name => $"{name}: {header(name)}"), "", body]);

    [GeneratedRegex(@"\{(?:HOST|SYSTEM_KEY|HUB|STACK|N|ID|FUNCTIONS|TOKEN:\w+)\}|2026-11-2\dT[\d:]{8}(?:\.\d{1,7})?(?:Z|\+00:00)")]
    private static partial Regex Open();
}
