namespace LocalFunctions.Hosting;

internal static class FaultList
{
    public static string Format(string heading, IReadOnlyList<string> faults) =>
        string.Concat(heading, string.Concat(faults.Select(fault => $"{Environment.NewLine}  - {fault}")));
}
