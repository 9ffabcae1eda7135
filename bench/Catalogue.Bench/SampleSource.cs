namespace Catalogue.Bench;

/// <summary>A source of the catalogue that is measured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Every">The time between two of its exports.</param>
/// <param name="For">How long it has had exports.</param>
/// <param name="Shards">The files of each.</param>
internal sealed record SampleSource(string Name, TimeSpan Every, TimeSpan For, int Shards)
{
    public static readonly IReadOnlyList<SampleSource> All =
    [
        new("sessions", TimeSpan.FromHours(1), TimeSpan.FromDays(185), 1),
        new("orders", TimeSpan.FromHours(6), TimeSpan.FromDays(730), 3),
        new("carts", TimeSpan.FromDays(1), TimeSpan.FromDays(1096), 1),
        new("catalog", TimeSpan.FromDays(1), TimeSpan.FromDays(1096), 2),
        new("users", TimeSpan.FromDays(2), TimeSpan.FromDays(1096), 1),
    ];
}
