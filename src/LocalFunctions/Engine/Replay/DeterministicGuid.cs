using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace LocalFunctions.Engine.Replay;

/// <summary>Name-based identifiers, RFC 4122 version 5, in the name space of the Durable Task SDK.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] NameSpace =
        new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    [SuppressMessage("Security", "CA5350", Justification = "Version 5 identifiers are made by SHA-1; nothing is secret here.")]
    public static Guid Create(string instanceId, DateTime currentUtcDateTime, int counter)
    {
        var name = $"{instanceId}_{currentUtcDateTime:o}_{counter}";
        var hash = SHA1.HashData([.. NameSpace, .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
