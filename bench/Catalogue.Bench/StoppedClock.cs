namespace Catalogue.Bench;

/// <summary>A clock that stands still: no timer of the app comes due and adds its requests to those that are counted.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => SampleExports.Now;
}
