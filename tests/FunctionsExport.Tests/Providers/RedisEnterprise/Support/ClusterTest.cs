namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>A test with a cluster of its own, at which nothing is scripted, and a source that names it.</summary>
public abstract class ClusterTest : IAsyncLifetime
{
    private protected ClusterStub Cluster { get; private set; } = null!;

    private protected TestSource Source { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        Cluster = await ClusterStub.StartAsync();
        Source = CreateSource(Cluster.Endpoint);
        Script();
    }

    public virtual async Task DisposeAsync()
    {
        Source.Dispose();
        await Cluster.DisposeAsync();
    }

    private protected virtual TestSource CreateSource(string endpoint) => new(endpoint);

    /// <summary>Scripts what each test of the class begins with: an idle database at which everything goes well.</summary>
    private protected virtual void Script() => Cluster.AnswersWell();
}
