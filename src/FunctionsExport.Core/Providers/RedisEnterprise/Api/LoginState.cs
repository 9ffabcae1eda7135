namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>What is known of one user and password at one cluster.</summary>
internal sealed class LoginState
{
    private State _state = new(IsProven: false, RefusedAt: null);

    /// <summary>Held while they are sent and not yet proven. Never disposed: it lives as long as the app.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Whether the cluster has accepted them, and not refused them since.</summary>
    public bool IsProven => Volatile.Read(ref _state).IsProven;

    /// <summary>The timestamp of the last refusal; null when there was none, or they were accepted since.</summary>
    public long? RefusedAt => Volatile.Read(ref _state).RefusedAt;

    public void Prove() => Volatile.Write(ref _state, new State(IsProven: true, RefusedAt: null));

    public void Refuse(long timestamp) => Volatile.Write(ref _state, new State(IsProven: false, timestamp));

    private sealed record State(bool IsProven, long? RefusedAt);
}
