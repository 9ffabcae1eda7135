using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>A shard's compressed RDB on local storage.</summary>
/// <param name="ShardNumber">From 1.</param>
/// <param name="Name">Its name at the location.</param>
/// <param name="Path">Where it is now.</param>
internal sealed record StagedFile(int ShardNumber, string Name, string Path)
{
    /// <summary>Damages the file.</summary>
    public void Spoil(FileFault fault)
    {
        if (fault is FileFault.None or FileFault.Missing)
        {
            return;
        }

        using var file = File.Open(Path, FileMode.Open);
        switch (fault)
        {
            case FileFault.Empty:
                file.SetLength(0);
                break;
            case FileFault.Truncated:
                file.SetLength(file.Length / 2);
                break;
            default:
                file.Position = file.Length / 2;
                var value = file.ReadByte();
                file.Position--;
                file.WriteByte((byte)~value);
                break;
        }
    }
}
