using System.Globalization;
using System.Text.RegularExpressions;
using FunctionsExport.Catalog;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Http;

/// <summary>What <c>GET /exports</c> is asked for.</summary>
/// <param name="Query">The filters and the place to go on after.</param>
/// <param name="Top">The most exports of the page.</param>
internal sealed partial record ListExportsQuery(CatalogQuery Query, int Top)
{
    public const int DefaultTop = 50;
    public const int MaxTop = 200;

    // The last two are the host's own: where a function's key may be.
    private static readonly string[] Known = ["source", "state", "since", "top", "continuationToken", "code", "clientId"];

    private static readonly string States = string.Join(", ", Enum.GetNames<ExportState>().Select(n => n.ToLowerInvariant()));

    /// <summary>Reads a request: either what is asked for or the problem to answer with.</summary>
    public static (ListExportsQuery? Query, IResult? Problem) Read(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            if (!Known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return Refuse("unknown-parameter", name, $"is not known; there are {string.Join(", ", Known[..5])}.");
            }

            if (values.Count > 1)
            {
                return Refuse("repeated-parameter", name, "is given more than once.");
            }
        }

        string? Text(string name) => query.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;

        var source = Text("source");
        if (source is not null && !SourceName().IsMatch(source))
        {
            return Refuse("invalid-parameter", "source", "is no source's name: 1 to 40 lower-case letters and digits, a letter first.");
        }

        if (!TryState(Text("state"), out var state))
        {
            return Refuse("invalid-parameter", "state", $"must be one of {States}.");
        }

        if (!TryTime(Text("since"), out var since))
        {
            return Refuse("invalid-parameter", "since", "must be a time with its offset from UTC, such as 2026-03-01T00:00:00Z.");
        }

        if (!TryTop(Text("top"), out var top))
        {
            return Refuse("invalid-parameter", "top", $"must be a whole number from 1 to {MaxTop}.");
        }

        var filters = new CatalogQuery(source, state, since);
        if (Text("continuationToken") is not { Length: > 0 } token)
        {
            return (new ListExportsQuery(filters, top), null);
        }

        return ContinuationToken.Read(token, filters) is { } place
            ? (new ListExportsQuery(filters with { Before = place }, top), null)
            : Refuse(
                "invalid-continuation-token",
                "continuationToken",
                "is none of this list's: hand back the text of the last answer unchanged, with the same source, state and since.");
    }

    private static bool TryState(string? text, out ExportState? state)
    {
        state = null;
        if (text is null)
        {
            return true;
        }

        foreach (var known in Enum.GetValues<ExportState>())
        {
            if (known.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                state = known;
            }
        }

        return state is not null;
    }

    private static bool TryTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (text is null)
        {
            return true;
        }

        // A plus that was not escaped has become a blank.
        var match = Time().Match(text.Replace(' ', '+'));
        if (!match.Success || !DateTimeOffset.TryParse(
            match.Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            return false;
        }

        time = parsed.ToUniversalTime();
        return true;
    }

    private static bool TryTop(string? text, out int top)
    {
        top = DefaultTop;
        return text is null
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out top) && top is >= 1 and <= MaxTop);
    }

    private static (ListExportsQuery? Query, IResult? Problem) Refuse(string code, string field, string fault)
    {
        var name = field.Length <= 60 ? field : field[..60] + "…";
        return (null, Http.Problem.BadRequest(code, $"The query parameter '{name}' {fault}", name));
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SourceName();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
