namespace FunctionsExport.Transfer.Retries;

/// <summary>The clock and the chance that waits depend on.</summary>
/// <param name="Provider">The clock.</param>
/// <param name="Chance">A number from 0 up to 1, another at each call.</param>
internal sealed record TransferTime(TimeProvider Provider, Func<double> Chance)
{
    public static TransferTime System { get; } = new(TimeProvider.System, Random.Shared.NextDouble);

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(wait, Provider, cancellationToken);
}
