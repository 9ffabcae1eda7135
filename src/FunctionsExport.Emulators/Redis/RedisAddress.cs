using System.Globalization;

namespace FunctionsExport.Emulators.Redis;

/// <summary>Where a redis-server listens, and its password if it has one.</summary>
/// <param name="Host">Host name or IP address.</param>
/// <param name="Port">TCP port, 1 to 65,535.</param>
/// <param name="Password">The <c>requirepass</c> of the server; null when it asks for none.</param>
internal sealed record RedisAddress(string Host, int Port, string? Password = null)
{
    /// <summary>Reads <c>host:port</c> or <c>password@host:port</c>.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static RedisAddress Parse(string text)
    {
        var at = text.LastIndexOf('@');
        var colon = text.LastIndexOf(':');
        if (colon <= at + 1
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65_535)
        {
            throw new FormatException("A redis-server is given as host:port or password@host:port; the port is 1 to 65535.");
        }

        return new RedisAddress(text[(at + 1)..colon], port, at > 0 ? text[..at] : null);
    }

    /// <summary><c>host:port</c>, without the password.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
