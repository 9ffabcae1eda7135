using System.Collections.Concurrent;
using FunctionsExport.Providers.RedisEnterprise.Api;
using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise;

/// <summary>One <see cref="LoginState"/> for each user and password at each cluster, however many sources have them.</summary>
internal sealed class LoginStates
{
    private readonly ConcurrentDictionary<(string Cluster, string Username, string Password), LoginState> _states = new();

    /// <summary>The state of a user.</summary>
    /// <param name="cluster">The cluster, by <see cref="ClusterIdentities.Of"/>.</param>
    public LoginState Of(string cluster, BasicCredentials user) =>
        _states.GetOrAdd((cluster, user.Username, user.Password), _ => new LoginState());
}
