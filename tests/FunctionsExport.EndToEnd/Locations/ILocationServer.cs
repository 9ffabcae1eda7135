using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.Locations;

/// <summary>A real server that exports are written to, and the settings that lead there.</summary>
internal interface ILocationServer : IAsyncDisposable
{
    /// <summary>What the cluster knows of it.</summary>
    StorageServices Storage { get; }

    /// <summary>The location's settings, by their keys.</summary>
    Dictionary<string, string?> Settings { get; }

    /// <summary>The names of the files there, without folders.</summary>
    Task<IReadOnlyList<string>> ListAsync();

    /// <summary>Puts a file there, where a listing would see it.</summary>
    Task PutAsync(string name, byte[] content);
}
