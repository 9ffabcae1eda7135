namespace LocalFunctions.Hosting;

/// <summary>The app cannot start because of its host.json, local.settings.json or runtime settings.</summary>
public sealed class HostConfigurationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="faults">Every fault, each a sentence that names the file or key and the remedy.</param>
    public HostConfigurationException(IReadOnlyList<string> faults)
        : base(FaultList.Format("The app cannot start. Faults in its configuration:", faults))
    {
        Faults = faults;
    }

    /// <summary>Every fault, each a sentence that names the file or key and the remedy.</summary>
    public IReadOnlyList<string> Faults { get; }
}
