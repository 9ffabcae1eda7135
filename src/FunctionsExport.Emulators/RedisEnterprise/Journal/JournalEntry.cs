using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.Emulators.RedisEnterprise.Journal;

/// <summary>A request that the emulator saw. Never holds credentials or the secrets of a body.</summary>
/// <param name="Time">When it came.</param>
/// <param name="Method">Such as <c>POST</c>.</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
/// <param name="Status">The answer's status; null when the connection was dropped, by either side.</param>
internal sealed record JournalEntry(DateTimeOffset Time, string Method, string Path, string Query, int? Status)
{
    /// <summary>From 1, in the order of the answers.</summary>
    public long Number { get; init; }

    /// <summary>The uid of the node that was asked.</summary>
    public int Node { get; init; }

    /// <summary>The header Host.</summary>
    public string Host { get; init; } = "";

    /// <summary>The header Accept; empty without one.</summary>
    public string Accept { get; init; } = "";

    /// <summary>The header Content-Type; null without one.</summary>
    public string? ContentType { get; init; }

    /// <summary>Who sent it; null when the credentials are missing or wrong.</summary>
    public string? User { get; init; }

    /// <summary>By what the sender logged in, or tried to.</summary>
    public LoginScheme Scheme { get; init; }

    /// <summary>The body of an export request, its secrets hidden; null for others.</summary>
    public JsonObject? Body { get; init; }
}
