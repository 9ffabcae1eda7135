using System.Security.Cryptography;
using System.Text.Json;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.Emulators.Locations;

/// <summary>A file of random bytes, and the way to put it at a location.</summary>
internal sealed class WrittenFile : IDisposable
{
    /// <summary>Its name at locations.</summary>
    public const string Name = "bk20260801-101112-1-orders-1_of_1-1-0-16383.rdb.gz";

    private readonly TempFolder _folder = new("test");

    public WrittenFile() => File.WriteAllBytes(_folder.File("staged"), Content);

    public byte[] Content { get; } = RandomNumberGenerator.GetBytes(2_000_000);

    /// <param name="location">The fields of an <c>export_location</c>, as a request gives them.</param>
    /// <param name="services">The cluster's storage services.</param>
    public Task PutAsync(object location, StorageServices? services = null)
    {
        Assert.True(ExportLocation.TryRead(JsonSerializer.SerializeToElement(location), out var read, out var fault), fault);
        return ExportTargets.For(read, services ?? new StorageServices())
            .PutAsync(_folder.File("staged"), Name, CancellationToken.None);
    }

    /// <summary>The failure reason of a file that the location refuses.</summary>
    public async Task<string> RefusalAsync(object location, StorageServices? services = null) =>
        (await Assert.ThrowsAsync<ExportFailedException>(() => PutAsync(location, services))).Reason;

    public void Dispose() => _folder.Dispose();
}
