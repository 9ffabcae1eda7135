namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>Writes into a <see cref="GsRecording"/>.</summary>
internal sealed class GsRecordingTarget(ExportLocation location, GsRecording recording) : IExportTarget
{
    public async Task PutAsync(string path, string name, CancellationToken cancellationToken)
    {
        if (recording.PrivateKey is { } key && key != location["private_key"])
        {
            throw new ExportFailedException(FailureReasons.NoPermission, "The private key is not accepted.");
        }

        var bucket = location["bucket_name"];
        if (!recording.Buckets.Contains(bucket))
        {
            throw new ExportFailedException(FailureReasons.WrongFilePath, $"There is no bucket {bucket}.");
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        if (content.Length > recording.ObjectSizeLimit)
        {
            throw new ExportFailedException("The storage is full.");
        }

        recording.Objects[$"{bucket}/{ObjectName.Of(location, name)}"] = content;
    }
}
