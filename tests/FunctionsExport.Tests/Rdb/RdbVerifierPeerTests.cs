namespace FunctionsExport.Tests.Rdb;

/// <summary>Held against redis-check-rdb 7.0 on files that are nearly good.</summary>
public sealed class RdbVerifierPeerTests
{
    [Fact]
    public async Task What_redis_accepts_is_never_called_bad()
    {
        var file = RdbSampleFile.Begin(newestVersion: 10).End();
        var (accepts, output) = await RedisCheckRdb.RunAsync(file);
        Assert.True(accepts, output);

        var random = new Random(4);
        var accepted = 0;
        for (var round = 0; round < 100; round++)
        {
            var changed = Mutation.Of(file, random);
            (accepts, output) = await RedisCheckRdb.RunAsync(changed);
            var report = Verified.Whole(changed);
            accepted += accepts ? 1 : 0;

            // Redis does not look at what follows the end.
            Assert.False(
                accepts && report.Fault is { Expected: not "the end of the file" },
                $"{report.Fault}, but: {output}\n{Convert.ToHexStringLower(changed)}");
        }

        Assert.InRange(accepted, 1, 99);
    }

    [Fact]
    public async Task Checksum_that_redis_refuses_is_refused()
    {
        var file = RdbSampleFile.Begin(newestVersion: 10).End();
        file[^1] ^= 0x80;
        Assert.False((await RedisCheckRdb.RunAsync(file)).Accepts);
        Assert.NotNull(Verified.Whole(file).Fault);
    }
}
