using System.Globalization;
using System.Security.Cryptography;

namespace FunctionsExport.Emulators.Tencent.Backups;

/// <summary>Makes backup ids.</summary>
internal static class BackupIds
{
    public static string Next(BackupIdForm form) => form switch
    {
        BackupIdForm.Numbers => string.Create(
            CultureInfo.InvariantCulture, $"{Number(100_000_000)}-{Number(1_000_000)}-{Number(1_000_000_000)}"),
        BackupIdForm.Digits => string.Concat(Enumerable.Range(0, 24).Select(_ => RandomNumberGenerator.GetInt32(1, 10))),
        _ => Guid.NewGuid().ToString(),
    };

    private static int Number(int least) => RandomNumberGenerator.GetInt32(least, 2 * least);
}
