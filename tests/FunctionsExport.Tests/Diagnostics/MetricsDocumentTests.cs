using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using FunctionsExport.Catalog;
using FunctionsExport.Diagnostics;
using FunctionsExport.Tests.Activities.Support;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Diagnostics;

/// <summary>The table of docs/metrics.md has every instrument of the meter, with its unit, and no other.</summary>
public sealed partial class MetricsDocumentTests
{
    [Fact]
    public void Table_is_what_the_meter_has()
    {
        var table = Row().Matches(Document.Of("metrics.md").Text)
            .Select(m => (m.Groups["name"].Value, m.Groups["unit"].Value))
            .ToList();

        Assert.Equal(Instruments().Order(), table.Order());
        Assert.Equal(table.Count, table.Distinct().Count());
    }

    private static HashSet<(string Name, string Unit)> Instruments()
    {
        var test = new ActivityTest();
        _ = new SourceStates(new Manifests(test.Service.Container()), new ScheduleRecords(test.Container), TimeProvider.System);
        var found = new HashSet<(string, string)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == ExportMetrics.Name)
                {
                    found.Add((instrument.Name, instrument.Unit!));
                }
            },
        };
        listener.Start();
        return found;
    }

    [GeneratedRegex(@"^\| `(?<name>functionsexport\.[a-z_.]+)` \| `(?<unit>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
