using System.Net.Http.Headers;
using System.Text;

namespace FunctionsExport.Providers.RedisEnterprise.Settings;

/// <summary>A cluster user's name and password, for Basic authentication (RFC 7617, UTF-8).</summary>
internal sealed class BasicCredentials(string username, string password)
{
    private readonly string _encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}"));

    /// <summary>The value of the Authorization header.</summary>
    public AuthenticationHeaderValue Header => new("Basic", _encoded);

    /// <summary>The user's name: no secret, but not for messages.</summary>
    public string Username => username;

    /// <summary>The password; only for a request to the cluster.</summary>
    public string Password => password;

    /// <summary>What must never be shown.</summary>
    public IReadOnlyList<string> Secrets => [password, _encoded];

    /// <summary>Says nothing of its content.</summary>
    public override string ToString() => nameof(BasicCredentials);
}
