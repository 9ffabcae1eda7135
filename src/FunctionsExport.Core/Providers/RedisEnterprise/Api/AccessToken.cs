using System.Net.Http.Headers;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>A token of the cluster's.</summary>
/// <param name="value">The token.</param>
/// <param name="askedAt">The timestamp of before it was asked for, so that it is never taken for fresher than it is.</param>
internal sealed class AccessToken(string value, long askedAt)
{
    /// <summary>What is asked for: long enough for a watch that looks every few minutes, in seconds.</summary>
    public const int LifetimeSeconds = 900;

    // A request that begins with the token ends before the token does.
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(LifetimeSeconds - 60);

    /// <summary>Whether it is young enough to be sent.</summary>
    public bool IsFresh(TimeProvider time) => time.GetElapsedTime(askedAt) < RenewAfter;

    /// <summary>The value of the Authorization header.</summary>
    public AuthenticationHeaderValue Header(string scheme) => new(scheme, value);

    /// <summary>Whether a text can be a token: what a header may carry (RFC 6750).</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= 16_384 } && text.All(c => char.IsAsciiLetterOrDigit(c) || "-._~+/=".Contains(c, StringComparison.Ordinal));

    /// <summary>Says nothing of its content.</summary>
    public override string ToString() => nameof(AccessToken);
}
