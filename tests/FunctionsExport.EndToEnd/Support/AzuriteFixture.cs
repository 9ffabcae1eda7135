using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.EndToEnd.Support;

/// <summary>One Azurite for the tests of a class; each takes containers of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite _azurite = null!;
    private int _containers;

    internal string ConnectionString => _azurite.ConnectionString;

    public async Task InitializeAsync() => _azurite = await Azurite.StartAsync();

    public async Task DisposeAsync() => await _azurite.DisposeAsync();

    internal string NewContainer() => $"exports-{Interlocked.Increment(ref _containers)}";
}
