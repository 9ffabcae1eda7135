using FunctionsExport.Configuration;
using FunctionsExport.Providers.RedisEnterprise.Locations;
using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Takes a source's secrets, tokens among them, and its endpoints and user out of what the cluster says.</summary>
internal sealed class ClusterScrubber
{
    // Shorter names occur inside ordinary words, and are no secret.
    private const int ShortestName = 4;

    // Older tokens have run out.
    private const int TokensKept = 3;

    private readonly List<string> _fixed;
    private readonly List<string> _tokens = [];
    private readonly Lock _lock = new();
    private volatile SecretScrubber _scrubber;

    public ClusterScrubber(RedisEnterpriseSettings settings)
    {
        string?[] names = [.. settings.Endpoints.SelectMany(e => new[] { e.Authority, e.Host }), settings.Credentials.User?.Username];
        _fixed = [
            .. settings.Credentials.Secrets, .. settings.Location.Secrets, .. names.OfType<string>().Where(n => n.Length >= ShortestName),
        ];
        _scrubber = new SecretScrubber(_fixed);
    }

    /// <summary>Adds a token.</summary>
    public void Add(string token)
    {
        lock (_lock)
        {
            _tokens.Add(token);
            if (_tokens.Count > TokensKept)
            {
                _tokens.RemoveAt(0);
            }

            _scrubber = new SecretScrubber([.. _fixed, .. _tokens]);
        }
    }

    /// <summary>The text without secrets, fit for a fault; null when there is none.</summary>
    public string? Scrub(string? text) => _scrubber.Scrub(SasText.Mask(text));
}
