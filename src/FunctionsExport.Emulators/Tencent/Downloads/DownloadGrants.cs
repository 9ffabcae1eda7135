using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using FunctionsExport.Emulators.Tencent.Backups;

namespace FunctionsExport.Emulators.Tencent.Downloads;

/// <summary>The URLs that were given out. Safe for threads.</summary>
internal sealed class DownloadGrants(Clock clock)
{
    private const int TokenBytes = 109;

    /// <summary>COS's signatures are good for a minute more than is said.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DownloadGrant> _grants = new(StringComparer.Ordinal);

    /// <summary>
    /// A URL as API v2 gives it: the query is a base64 text without a name, in which <c>/</c>, <c>+</c> and <c>=</c> stand as they are.
    /// </summary>
    public string IssueToken(BackupFile file, DownloadAddress address, TimeSpan lifetime)
    {
        string token;
        do
        {
            token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(TokenBytes));
        }
        while (!token.Contains('+', StringComparison.Ordinal) || !token.Contains('/', StringComparison.Ordinal));
        return Issue($"/download/dump.rdb?{token}", file, address, clock.Now + lifetime);
    }

    /// <summary>A URL as API 3.0 gives it: one of COS, whose query is <c>sign=</c> and an encoded authorization.</summary>
    public string IssueSigned(BackupFile file, DownloadAddress address, long appId, TimeSpan lifetime)
    {
        var now = clock.Now;
        var expires = now + lifetime + Grace;
        var window = string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeSeconds()};{expires.ToUnixTimeSeconds()}");
        var signature = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        var authorization = "q-sign-algorithm=sha1&q-ak=AKIDemulated"
            + $"&q-sign-time={window}&q-key-time={window}&q-header-list=&q-url-param-list=&q-signature={signature}";
        var date = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var path = string.Create(CultureInfo.InvariantCulture, $"/{appId}/redis/1/data/{date}/-{file.Name}");
        return Issue($"{path}?sign={Uri.EscapeDataString(authorization)}", file, address, expires);
    }

    /// <summary>What a request's target, byte for byte, gives access to; null for nothing.</summary>
    public DownloadGrant? Find(string target) => _grants.GetValueOrDefault(target);

    /// <summary>Lets a URL expire now.</summary>
    public void Expire(string target)
    {
        if (_grants.TryGetValue(target, out var grant))
        {
            _grants[target] = grant with { Expires = clock.Now };
        }
    }

    /// <summary>Lets every URL expire now.</summary>
    public void ExpireAll()
    {
        foreach (var target in _grants.Keys)
        {
            Expire(target);
        }
    }

    private string Issue(string target, BackupFile file, DownloadAddress address, DateTimeOffset expires)
    {
        _grants[target] = new DownloadGrant(file, address.Network, expires);
        return address.Root + target;
    }
}
