namespace FunctionsExport.Emulators.Samples;

/// <summary>How much sample data, and which.</summary>
internal sealed class SampleDataOptions
{
    /// <summary>Number of keys over all shards.</summary>
    public int Keys { get; init; } = 100_000;

    /// <summary>The same seed and number of keys give the same data.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Share of the keys that expire, 0 to 1; each after 1 to 30 days.</summary>
    public double Expiring { get; init; } = 0.1;
}
