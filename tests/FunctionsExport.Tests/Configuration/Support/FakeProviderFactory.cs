using FunctionsExport.Configuration;
using FunctionsExport.Providers;
using Moq;

namespace FunctionsExport.Tests.Configuration.Support;

/// <summary>A system named Fake, with an endpoint that must be set, a password that may be, and a section of its own.</summary>
internal sealed class FakeProviderFactory(string name = "Fake") : IExportProviderFactory
{
    public string Name => name;

    public IExportProvider? Create(SettingsReader settings)
    {
        var endpoint = settings.RequiredText("Endpoint", "an address such as https://cluster:9443");
        settings.Secret("Password");
        settings.Section("Location").Text("Path");
        return endpoint is null || settings.HasFaults ? null : Mock.Of<IExportProvider>(p =>
            p.Database == new DatabaseIdentity(name, endpoint, "1") && p.Destination == "the mount point /exports");
    }
}
