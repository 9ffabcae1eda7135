namespace FunctionsExport.Emulators.RedisEnterprise.Nodes;

/// <summary>A node of the running cluster: an address at which the API can be asked.</summary>
/// <param name="uid">From 1.</param>
/// <param name="port">The port to listen on; 0 for a free one.</param>
/// <param name="state">How it does.</param>
internal sealed class ClusterNode(int uid, int port, NodeState state)
{
    private volatile NodeState _state = state;

    public int Uid { get; } = uid;

    public int Port { get; } = port;

    /// <summary>Where it listens, <c>https://127.0.0.1:port</c>, once it does.</summary>
    public Uri Endpoint { get; set; } = new("https://127.0.0.1");

    public NodeState State
    {
        get => _state;
        set => _state = value;
    }
}
