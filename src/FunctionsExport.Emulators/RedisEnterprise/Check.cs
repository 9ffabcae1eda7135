namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>Bounds of values that are set from outside.</summary>
internal static class Check
{
    private const double MaxSeconds = 86_400;

    /// <exception cref="ArgumentException">Not 0 to 86,400.</exception>
    public static double Seconds(double value) => value is >= 0 and <= MaxSeconds
        ? value
        : throw new ArgumentException($"A time is {value} seconds; it must be 0 to {MaxSeconds}.");

    /// <exception cref="ArgumentException">Negative.</exception>
    public static int Count(int value) => value >= 0
        ? value
        : throw new ArgumentException($"A number is {value}; it must be 0 or more.");

    /// <exception cref="ArgumentException">Outside the bounds.</exception>
    public static int Range(int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new ArgumentException($"A number is {value}; it must be {least} to {most}.");

    /// <exception cref="ArgumentException">Not one of those allowed.</exception>
    public static int OneOf(int value, params ReadOnlySpan<int> allowed) => allowed.Contains(value)
        ? value
        : throw new ArgumentException($"A status is {value}; it must be one of {string.Join(", ", allowed.ToArray())}.");
}
