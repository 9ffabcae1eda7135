using FunctionsExport.Providers.TencentCrs.Api;

namespace FunctionsExport.Tests.Providers.TencentCrs.Api;

public sealed class CrsTimeTests
{
    // The sample's backup id is of 08:46:35.69 UTC.
    [Fact]
    public void Time_without_a_zone_is_Beijings() =>
        Assert.Equal(new DateTimeOffset(2017, 2, 8, 8, 46, 34, TimeSpan.Zero), CrsTime.Parse("2017-02-08 16:46:34"));

    [Fact]
    public void Time_is_written_as_it_is_read() =>
        Assert.Equal("2017-02-08 16:46:34", CrsTime.Format(CrsTime.Parse("2017-02-08 16:46:34")!.Value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("2017-02-08T16:46:34Z")]
    public void What_is_no_time_is_none(string? text) => Assert.Null(CrsTime.Parse(text));
}
