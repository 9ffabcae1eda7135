using System.Text.Json;

namespace FunctionsExport.Providers.TencentCrs.Flow;

/// <summary>What a file is found again by: its backup, and which of the backup's files it is. Its address is asked for anew.</summary>
/// <param name="BackupId">The backup.</param>
/// <param name="Part">Which of its files, from 1.</param>
/// <param name="Parts">How many it has; one, as far as is documented.</param>
internal sealed record FileReference(string BackupId, int Part, int Parts)
{
    /// <summary>The reference of a file that this provider has listed.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static FileReference Of(ExportedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return (file.Reference is null ? null : JsonSerializer.Deserialize(file.Reference, FlowJson.Default.FileReference))
            ?? throw new ArgumentException("The file is none of this provider's.", nameof(file));
    }

    /// <summary>The reference as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FlowJson.Default.FileReference);
}
