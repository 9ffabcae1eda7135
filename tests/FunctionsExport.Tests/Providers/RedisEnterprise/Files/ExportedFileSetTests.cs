using FunctionsExport.Providers.RedisEnterprise.Files;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Files;

public sealed class ExportedFileSetTests
{
    [Fact]
    public void Run_of_every_part_is_complete_and_ordered()
    {
        var (files, problem) = ExportedFileSet.Select([File("020000", 3), File("020000", 1), File("020000", 2)], 3);

        Assert.Null(problem);
        Assert.Equal([1, 2, 3], files.Select(f => f.Parsed.Part));
    }

    [Fact]
    public void Parts_beyond_ten_are_ordered_by_number()
    {
        var (files, problem) = ExportedFileSet.Select(Enumerable.Range(1, 12).Select(p => File("020000", p, 12)), 12);

        Assert.Null(problem);
        Assert.Equal(Enumerable.Range(1, 12), files.Select(f => f.Parsed.Part));
    }

    [Fact]
    public void Stamps_may_spread_over_a_minute()
    {
        var (files, problem) = ExportedFileSet.Select([File("020000", 1), File("020030", 2), File("020100", 3)], 3);

        Assert.Null(problem);
        Assert.Equal(3, files.Count);
    }

    [Fact]
    public void Stamps_that_spread_further_are_not_one_run()
    {
        var (files, problem) = ExportedFileSet.Select([File("020000", 1), File("020030", 2), File("020101", 3)], 3);

        Assert.Empty(files);
        Assert.Equal("of the run 20260801-020101, part 1 of 3 is missing", problem);
    }

    [Fact]
    public void Newest_of_several_complete_runs_is_taken()
    {
        var (files, problem) = ExportedFileSet.Select(
            [File("020000", 1, 2), File("020000", 2, 2), File("020010", 2, 2), File("020010", 1, 2)], 2);

        Assert.Null(problem);
        Assert.All(files, f => Assert.Equal("20260801-020010", f.Parsed.StampText));
    }

    [Fact]
    public void Older_complete_run_is_no_substitute_for_a_newer_one()
    {
        var (_, problem) = ExportedFileSet.Select([File("010000", 1, 2), File("010000", 2, 2), File("020000", 1, 2)], 2);

        Assert.Equal("of the run 20260801-020000, part 2 of 2 is missing", problem);
    }

    [Fact]
    public void Runs_within_a_minute_are_never_mixed()
    {
        var (_, problem) = ExportedFileSet.Select([File("020000", 1, 2), File("020000", 2, 2), File("020030", 2, 2)], 2);

        Assert.Equal(
            "of the run 20260801-020030, part 2 is there 2 times, so that files of several runs are mixed", problem);
    }

    [Fact]
    public void No_file_is_a_problem()
    {
        Assert.Equal("there is no new file of the database, where 3 shards should be", ExportedFileSet.Select([], 3).Problem);
    }

    [Fact]
    public void Missing_parts_are_named()
    {
        Assert.Equal(
            "of the run 20260801-020000, parts 2, 3 of 3 are missing", ExportedFileSet.Select([File("020000", 1)], 3).Problem);
    }

    [Fact]
    public void Missing_parts_beyond_ten_are_counted()
    {
        Assert.Equal(
            "of the run 20260801-020000, parts 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 501 more of 512 are missing",
            ExportedFileSet.Select([File("020000", 1, 512)], 512).Problem);
    }

    [Fact]
    public void Empty_part_is_named()
    {
        Assert.Equal(
            "of the run 20260801-020000, part 2 of 2 is empty",
            ExportedFileSet.Select([File("020000", 1, 2), File("020000", 2, 2, size: 0)], 2).Problem);
    }

    [Fact]
    public void Parts_that_differ_from_the_shards_are_a_problem()
    {
        Assert.Equal(
            "of the run 20260801-020000, the files' names speak of 2 parts, where the database has 3 shards",
            ExportedFileSet.Select([File("020000", 1, 2), File("020000", 2, 2)], 3).Problem);
    }

    [Fact]
    public void Part_that_is_there_twice_is_a_problem()
    {
        Assert.Contains(
            "part 1 is there 2 times", ExportedFileSet.Select([File("020000", 1, 1), File("020000", 1, 1)], 1).Problem,
            StringComparison.Ordinal);
    }

    private static FoundFile File(string time, int part, int parts = 3, long size = 10)
    {
        var name = $"bk20260801-{time}-7-orders-{part}_of_{parts}-{part}-0-16383.rdb.gz";
        Assert.True(RedisEnterpriseFileName.TryParse(name, out var parsed));
        return new FoundFile(name, size, parsed);
    }
}
