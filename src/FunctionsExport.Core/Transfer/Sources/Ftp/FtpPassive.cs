using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace FunctionsExport.Transfer.Sources.Ftp;

/// <summary>Reads where a data connection is to go.</summary>
internal static partial class FtpPassive
{
    /// <summary>The port in a reply to EPSV (RFC 2428 §3); the address is that of the control connection.</summary>
    public static int ExtendedPortOf(FtpReply reply)
    {
        var match = Extended().Match(reply.Lines[^1]);
        return match.Success && PortOf(match.Groups["port"].Value) is { } port ? port : throw NotUnderstood(reply);
    }

    /// <summary>
    /// The port in a reply to PASV (RFC 959 §4.1.2). An address other than the server's is refused: it could make this app connect
    /// to any machine that it reaches.
    /// </summary>
    public static int PortOf(FtpReply reply, IPAddress server)
    {
        var match = Plain().Match(reply.Lines[^1]);
        if (!match.Success)
        {
            throw NotUnderstood(reply);
        }

        var bytes = new byte[6];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(match.Groups["n"].Captures[i].Value, NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
            {
                throw NotUnderstood(reply);
            }
        }

        if (!new IPAddress(bytes.AsSpan(0, 4)).Equals(server))
        {
            throw new FtpException(
                FtpFailure.BadReply,
                "The FTP server sends the data connection to another address than its own, which is refused. Let it offer EPSV, or set "
                + "its passive address to the one that this app connects to.",
                reply.Code);
        }

        var port = (bytes[4] << 8) | bytes[5];
        return port > 0 ? port : throw NotUnderstood(reply);
    }

    private static int? PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null;

    private static FtpException NotUnderstood(FtpReply reply) => new(
        FtpFailure.BadReply, "The FTP server does not say where the data connection is to go.", reply.Code);

    // Any printable character may be the delimiter.
    [GeneratedRegex(@"\((?<d>[!-~])\k<d>\k<d>(?<port>\d{1,5})\k<d>\)", RegexOptions.CultureInvariant)]
    private static partial Regex Extended();

    [GeneratedRegex(@"(?<!\d)(?<n>\d{1,3})(,(?<n>\d{1,3})){5}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
