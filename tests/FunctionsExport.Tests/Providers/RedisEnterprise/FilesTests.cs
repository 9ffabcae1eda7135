using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise;

public sealed class FilesTests : ClusterTest
{
    [Fact]
    public async Task Files_of_the_new_run_are_listed_by_part()
    {
        Run("20260801-010000");
        var preparation = await PrepareAsync();
        Run("20260801-020000");
        Source.WriteExport("bk20260801-020000-77-other-1_of_1-9-0-16383.rdb.gz");
        Source.WriteExport("bk-notes.txt");

        var files = await Source.Create().ListFilesAsync(preparation, [], CancellationToken.None);

        Assert.Equal(
            [
                new ExportedFile(Name(1), 11, $"mount_point /mnt/exports/{Name(1)}", 1, 3, "0-5460"),
                new ExportedFile(Name(2), 12, $"mount_point /mnt/exports/{Name(2)}", 2, 3, "5461-10922"),
                new ExportedFile(Name(3), 13, $"mount_point /mnt/exports/{Name(3)}", 3, 3, "10923-16383"),
            ],
            files);
    }

    [Fact]
    public async Task Files_from_before_do_not_count()
    {
        Run("20260801-010000");

        var thrown = await ListFaultAsync(await PrepareAsync());

        Assert.Contains("there is no new file of the database", thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_file_makes_the_export_incomplete_for_now()
    {
        var preparation = await PrepareAsync();
        Run("20260801-020000");
        File.Delete(Path.Combine(Source.Mount, Name(2)));

        var thrown = await ListFaultAsync(preparation);

        Assert.True(thrown.Fault.Retry);
        Assert.Contains("part 2 of 3 is missing", thrown.Fault.Message, StringComparison.Ordinal);
        Assert.Contains(TestSource.NameOf("ExportLocation:LocalPath"), thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_does_not_count_as_a_file()
    {
        var preparation = await PrepareAsync();
        Run("20260801-020000");
        File.Delete(Path.Combine(Source.Mount, Name(2)));
        File.CreateSymbolicLink(Path.Combine(Source.Mount, Name(2)), Source.Folder.Write("secret"));

        Assert.Contains("part 2 of 3", (await ListFaultAsync(preparation)).Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(12)]
    public async Task File_is_read_from_an_offset(int offset)
    {
        Run("20260801-020000");

        await using var stream = await OpenAsync(Listed(2, 12), offset);

        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        Assert.Equal(Enumerable.Range(offset, 12 - offset).Select(i => (byte)i), content.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(13)]
    public async Task File_is_not_opened_outside_itself(int offset)
    {
        Run("20260801-020000");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => OpenAsync(Listed(2, 12), offset));
    }

    [Fact]
    public async Task File_that_has_gone_makes_the_export_incomplete()
    {
        var thrown = await Fault.OfAsync(() => OpenAsync(Listed(2, 12), 0));

        Assert.Equal(FaultCodes.Incomplete, thrown.Fault.Code);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    public async Task File_of_another_size_is_corrupt(int listed)
    {
        Run("20260801-020000");

        var thrown = await Fault.OfAsync(() => OpenAsync(Listed(2, listed), 0));

        Assert.Equal(FaultCodes.Corrupt, thrown.Fault.Code);
        Assert.Contains($"{listed} bytes and now has 12", thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("secret")]
    [InlineData("../bk20260801-020000-7-orders-eu-1_of_1-9-0-16383.rdb")]
    [InlineData("bk20260801-020000-7-x/../../mount/y-1_of_1-9-0-16383.rdb")]
    [InlineData("bk20260801-020000-77-other-1_of_1-9-0-16383.rdb.gz")]
    public async Task Name_that_is_no_file_of_this_database_is_refused(string name)
    {
        Source.Folder.Write("secret");
        Source.Folder.Write("bk20260801-020000-7-orders-eu-1_of_1-9-0-16383.rdb");
        Source.WriteExport("bk20260801-020000-77-other-1_of_1-9-0-16383.rdb.gz");

        await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(new ExportedFile(name, 10, "", 1, 1), 0));
    }

    [Fact]
    public async Task Link_is_not_opened()
    {
        File.CreateSymbolicLink(Path.Combine(Source.Mount, Name(2)), Source.Folder.Write("secret", 12));

        var thrown = await Fault.OfAsync(() => OpenAsync(Listed(2, 12), 0));

        Assert.Equal(FaultCodes.DestinationDenied, thrown.Fault.Code);
    }

    private static string Name(int part, string stamp = "20260801-020000")
    {
        string[] slots = ["0-5460", "5461-10922", "10923-16383"];
        return $"bk{stamp}-7-orders-eu-{part}_of_3-{part + 40}-{slots[part - 1]}.rdb.gz";
    }

    private static ExportedFile Listed(int part, long size) => new(Name(part), size, "", part, 3);

    private void Run(string stamp)
    {
        for (var part = 1; part <= 3; part++)
        {
            Source.WriteExport(Name(part, stamp), 10 + part);
        }
    }

    private Task<ExportPreparation> PrepareAsync() => Source.Create().PrepareAsync(CancellationToken.None);

    private async Task<Stream> OpenAsync(ExportedFile file, long offset) =>
        (await Source.Create().OpenFileAsync(file, new FileRange(offset), CancellationToken.None)).Content;

    private async Task<ExportFaultException> ListFaultAsync(ExportPreparation preparation)
    {
        var thrown = await Fault.OfAsync(() => Source.Create().ListFilesAsync(preparation, [], CancellationToken.None));
        Assert.Equal(FaultCodes.Incomplete, thrown.Fault.Code);
        return thrown;
    }
}
