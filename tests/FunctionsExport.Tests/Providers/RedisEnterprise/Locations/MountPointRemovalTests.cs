using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Locations;

public sealed class MountPointRemovalTests : ClusterTest
{
    [Fact]
    public async Task Listed_file_is_removed_and_a_repeat_is_harmless()
    {
        var (provider, files) = await ExportAsync();

        await provider.RemoveFileAsync(files[0], CancellationToken.None);
        await provider.RemoveFileAsync(files[0], CancellationToken.None);

        Assert.Equal(2, Directory.GetFiles(Source.Mount).Length);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task File_that_was_written_again_stays(int size)
    {
        var (provider, files) = await ExportAsync();
        Source.WriteExport(files[0].Name, size);
        File.SetLastWriteTimeUtc(Path.Combine(Source.Mount, files[0].Name), DateTime.UtcNow.AddMinutes(5));

        var thrown = await Fault.OfAsync(() => provider.RemoveFileAsync(files[0], CancellationToken.None));

        Assert.Equal(FaultCodes.Corrupt, thrown.Fault.Code);
        Assert.Equal(3, Directory.GetFiles(Source.Mount).Length);
    }

    [Fact]
    public async Task File_that_was_written_again_is_not_opened_either()
    {
        var (provider, files) = await ExportAsync();
        File.SetLastWriteTimeUtc(Path.Combine(Source.Mount, files[0].Name), DateTime.UtcNow.AddMinutes(5));

        var thrown = await Fault.OfAsync(() => provider.OpenFileAsync(files[0], FileRange.All, CancellationToken.None));

        Assert.Equal(FaultCodes.Corrupt, thrown.Fault.Code);
    }

    [Fact]
    public async Task Nothing_is_removed_unless_the_settings_say_so()
    {
        var (_, files) = await ExportAsync();
        var keeping = Source.With("ExportLocation:RemoveAfterFetch", null).Create();

        Assert.False(keeping.RemovesAfterFetch);
        await Assert.ThrowsAsync<NotSupportedException>(() => keeping.RemoveFileAsync(files[0], CancellationToken.None));
    }

    private async Task<(IExportProvider Provider, IReadOnlyList<ExportedFile> Files)> ExportAsync()
    {
        var provider = Source.With("ExportLocation:RemoveAfterFetch", "true").Create();
        var preparation = await provider.PrepareAsync(CancellationToken.None);
        for (var part = 1; part <= 3; part++)
        {
            Source.WriteExport($"bk20260801-020000-7-orders-eu-{part}_of_3-{part}-0-16383.rdb.gz", 11);
        }

        return (provider, await provider.ListFilesAsync(preparation, CancellationToken.None));
    }
}
