namespace FunctionsExport.Emulators.RedisEnterprise.Nodes;

/// <summary>A further node of the cluster, besides the first.</summary>
/// <param name="State">How it does at first.</param>
/// <param name="Port">Its HTTPS port on 127.0.0.1; 0 for a free one.</param>
internal sealed record EmulatedNode(NodeState State = NodeState.Up, int Port = 0);
