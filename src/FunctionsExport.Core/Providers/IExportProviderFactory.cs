using FunctionsExport.Configuration;

namespace FunctionsExport.Providers;

/// <summary>Makes the providers of one system from configuration. A new system is one folder and one registration of this.</summary>
public interface IExportProviderFactory
{
    /// <summary>
    /// The value of a source's <c>Provider</c> setting, and the name of the settings section that holds the provider's settings.
    /// </summary>
    string Name { get; }

    /// <summary>Reads and validates a source's provider section.</summary>
    /// <param name="settings">The section; faults are reported to it, all of them, and none is thrown.</param>
    /// <returns>The provider, or null when the section has faults.</returns>
    IExportProvider? Create(SettingsReader settings);
}
