using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.EndToEnd.Emulators.Locations;

public sealed class GsRecordingTargetTests : IDisposable
{
    private readonly WrittenFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task File_is_recorded_or_refused_with_its_reason()
    {
        var recording = new GsRecording { PrivateKey = "right" };
        var services = new StorageServices { Gs = recording };
        await _file.PutAsync(Location("exports", "right"), services);
        Assert.Equal(_file.Content, recording.Objects["exports/orders/" + WrittenFile.Name]);
        Assert.Equal(FailureReasons.NoPermission, await _file.RefusalAsync(Location("exports", "wrong"), services));
        Assert.Equal(FailureReasons.WrongFilePath, await _file.RefusalAsync(Location("missing", "right"), services));
        services = new StorageServices { Gs = new GsRecording { ObjectSizeLimit = 1_000_000 } };
        Assert.Equal(FailureReasons.GeneralError, await _file.RefusalAsync(Location("exports", "any"), services));
    }

    private static object Location(string bucket, string key) => new
    {
        type = "gs",
        bucket_name = bucket,
        client_id = "1",
        client_email = "export@example.com",
        private_key_id = "2",
        private_key = key,
        subdir = "orders",
    };
}
