namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>How long an export takes at least, and in how many steps its progress rises.</summary>
/// <param name="Duration">Time from acceptance to the files; zero for as fast as the shards save.</param>
/// <param name="Steps">Number of steps of the progress; 0 for as fine as one is asked.</param>
internal sealed record Pace(TimeSpan Duration, int Steps = 0)
{
    /// <summary>An export that is running shows less than 100, whatever its pace says.</summary>
    public const double HighestWhileRunning = 99;

    public static readonly Pace Immediate = new(TimeSpan.Zero);

    /// <summary>Progress, 0 to 99, of an export that has run for <paramref name="elapsed"/>.</summary>
    /// <param name="elapsed">Time since the export was accepted.</param>
    /// <param name="saved">Share of the shards that are saved, 0 to 1; the progress of an export without duration.</param>
    public double ProgressAt(TimeSpan elapsed, double saved)
    {
        var share = Duration > TimeSpan.Zero ? Math.Clamp(elapsed / Duration, 0, 1) : saved;
        if (Steps > 0)
        {
            share = Math.Floor(share * Steps) / Steps;
        }

        return Math.Min(Math.Round(share * 100, 1), HighestWhileRunning);
    }
}
