namespace FunctionsExport.Configuration;

/// <summary>The settings have faults; the message lists all of them.</summary>
public sealed class ExportSettingsException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ExportSettingsException(IReadOnlyList<string> faults)
        : base($"The settings have {faults?.Count} fault(s):{Environment.NewLine}"
            + string.Join(Environment.NewLine, (faults ?? []).Select(f => "  " + f)))
    {
        Faults = faults ?? [];
    }

    /// <summary>The faults, one sentence each, beginning with the setting's name.</summary>
    public IReadOnlyList<string> Faults { get; }
}
