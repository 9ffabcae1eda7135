using System.Text.RegularExpressions;
using FunctionsExport.Catalog;
using FunctionsExport.Diagnostics;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Infra.Support;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Infra;

/// <summary>The alerts of the template are documented, and read what the app logs.</summary>
public sealed partial class AlertsTests
{
    private const string Type = "Microsoft.Insights/scheduledQueryRules";
    private static readonly DateTimeOffset Due = new(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);

    private readonly LogCapture<AlertsTests> _log = new();

    private static HashSet<string> Alerts =>
        Template.Sample.OfType(Type).Concat(Template.Least.OfType(Type)).Select(Template.NameOf).ToHashSet();

    [Fact]
    public void Alerts_are_those_of_the_document_of_the_template()
    {
        var documented = Document.Rows(Document.Of("infra.md").Section("## Alerts")).Select(r => Document.Names(r[0]).Single()).ToList();

        Assert.Equal(3, Alerts.Count);
        Assert.Equal(Alerts.Order(), documented.Order());
    }

    [Fact]
    public void Alerts_are_the_headings_of_the_document_for_operators()
    {
        var headings = Heading().Matches(Document.Of("operations.md").Section("## Alerts")).Select(m => m.Groups[1].Value).ToList();

        Assert.Equal(Alerts.Order(), headings.Order());
    }

    [Fact]
    public void Failed_export_is_found()
    {
        AlertLog.Ended(_log, Manifest(ExportState.Failed, new ExportFault("incomplete", "Two files are missing.")));

        Assert.Equal(("orders", "incomplete"), Found("export-failed", "Source", "Code"));
        Assert.Null(Find("no-success-24h"));
    }

    [Fact]
    public void Succeeded_export_is_found()
    {
        AlertLog.Ended(_log, Manifest(ExportState.Succeeded));

        Assert.Equal("orders", Find("no-success-24h")!.Groups["Source"].Value);
        Assert.Null(Find("export-failed"));
    }

    [Theory]
    [InlineData(ExportState.Cancelled)]
    [InlineData(ExportState.Skipped)]
    public void Other_end_is_neither_a_failure_nor_a_success(ExportState state)
    {
        AlertLog.Ended(_log, Manifest(state));

        Assert.Single(_log.Lines);
        Assert.Null(Find("export-failed"));
        Assert.Null(Find("no-success-24h"));
    }

    [Fact]
    public void Overdue_source_is_found_at_every_look()
    {
        AlertLog.Stands(_log, "orders", new SourceState(null, Due, Overdue: true), TimeSpan.FromHours(6));

        Assert.Equal(("orders", "2026-03-01T02:00:00.0000000+00:00"), Found("source-overdue", "Source", "Due"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void Source_that_is_not_overdue_is_not_told_of(bool? overdue)
    {
        AlertLog.Stands(_log, "orders", new SourceState(null, Due, overdue), TimeSpan.FromHours(6));

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Source_with_a_schedule_needs_a_success_a_day() => Assert.Contains(
        "print Source = dynamic([\"orders\"])",
        Template.Least.OfType(Type).Single(r => Template.NameOf(r) == "no-success-24h").ToString()
            .Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal),
        StringComparison.Ordinal);

    [Fact]
    public void Email_goes_where_an_address_is_given()
    {
        int Receivers(Template template) => template.OfType(Type)
            .Sum(r => r.GetProperty("properties").GetProperty("actions").GetProperty("actionGroups").GetArrayLength());

        Assert.Equal(3, Receivers(Template.Sample));
        Assert.Equal(0, Receivers(Template.Least));
        Assert.Empty(Template.Least.OfType("Microsoft.Insights/actionGroups"));
    }

    private (string First, string Second) Found(string alert, string first, string second)
    {
        var match = Find(alert)!;
        return (match.Groups[first].Value, match.Groups[second].Value);
    }

    /// <summary>What the query of an alert finds in the only line of the log; null for nothing.</summary>
    private Match? Find(string alert)
    {
        var line = Assert.Single(_log.Lines);
        var match = Pattern(alert).Match(line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        return match.Success ? match : null;
    }

    /// <summary>The only <c>parse</c> of a query, as a regular expression: texts in quotes and the columns between them.</summary>
    private static Regex Pattern(string alert)
    {
        var parse = Parse().Match(Repository.Read("infra", "alerts", $"{alert}.kql")).Groups[1].Value;
        var pattern = Part().Replace(parse.Trim(), part => part.Groups["text"].Success
            ? Regex.Escape(part.Groups["text"].Value)
            : part.Groups["column"].Success ? $"(?<{part.Groups["column"].Value}>.+?)" : "");
        return new Regex($"^{pattern}$", RegexOptions.CultureInvariant);
    }

    private static Manifest Manifest(ExportState state, ExportFault? failure = null) => new()
    {
        Id = "orders-20260301T020000Z-00beef",
        Source = "orders",
        Provider = "RedisEnterprise",
        State = state,
        Trigger = "schedule",
        Fetch = true,
        AppVersion = "0.1.0",
        RequestedAt = Due,
        EndedAt = Due.AddMinutes(5),
        Deadline = Due.AddHours(6),
        Failure = failure,
    };

    [GeneratedRegex(@"\| parse message with (.+)")]
    private static partial Regex Parse();

    [GeneratedRegex("\"(?<text>[^\"]*)\"|(?<column>[A-Z][a-z]+)| ")]
    private static partial Regex Part();

    [GeneratedRegex("^### `([a-z0-9-]+)`", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
