using FunctionsExport.Providers.Tencent;

namespace FunctionsExport.Tests.Providers.Tencent;

public sealed class TencentTimeTests
{
    [Fact]
    public void Times_are_those_of_Beijing()
    {
        Assert.Equal(new DateTimeOffset(2017, 2, 8, 8, 46, 34, TimeSpan.Zero), TencentTime.Parse("2017-02-08 16:46:34"));
        Assert.Equal("2026-06-01 02:00:48", TencentTime.Format(new DateTimeOffset(2026, 5, 31, 18, 0, 48, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("2017-02-08")]
    [InlineData("2017-02-08T16:46:34Z")]
    public void What_is_no_time_is_null(string? text) => Assert.Null(TencentTime.Parse(text));
}
