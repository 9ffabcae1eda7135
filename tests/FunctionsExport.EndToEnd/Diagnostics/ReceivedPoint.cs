namespace FunctionsExport.EndToEnd.Diagnostics;

/// <summary>A point of a metric, as an OTLP receiver sees it.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Labels">The point's attributes.</param>
/// <param name="Value">The value; of a histogram its sum.</param>
/// <param name="Count">How many values a histogram has; 0 for others.</param>
internal sealed record ReceivedPoint(string Metric, string Unit, IReadOnlyDictionary<string, string> Labels, double Value, ulong Count)
{
    /// <summary>Whether it has a label of that value.</summary>
    public bool Has(string label, string value) => Labels.GetValueOrDefault(label) == value;
}
