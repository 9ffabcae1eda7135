namespace FunctionsExport.Emulators.RedisEnterprise.Nodes;

/// <summary>How a node does.</summary>
internal enum NodeState
{
    /// <summary>The master answers; another node redirects to it.</summary>
    Up,

    /// <summary>Every request is answered 503, as by a node that is in no cluster.</summary>
    Unavailable,

    /// <summary>Every connection is closed before a word is said.</summary>
    Dead,
}
