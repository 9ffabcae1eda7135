using System.Globalization;

namespace FunctionsExport.Tests.Orchestration.Determinism;

/// <summary>What <see cref="FaultyOrchestrator"/> calls. Never run.</summary>
internal static class FaultyHelper
{
    public static readonly string Machine = Environment.MachineName;

    public static string Stamp() => DateTime.UtcNow.ToString(CultureInfo.InvariantCulture);

    public static IEnumerable<Guid> Ids()
    {
        yield return Guid.NewGuid();
    }
}
