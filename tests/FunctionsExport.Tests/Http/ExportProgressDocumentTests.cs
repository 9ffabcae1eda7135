using FunctionsExport.Http;

namespace FunctionsExport.Tests.Http;

public sealed class ExportProgressDocumentTests
{
    [Theory]
    [InlineData(1000L, 3000L, 10.0, 100L, 20L)]
    [InlineData(1000L, 1001L, 10.0, 100L, 1L)]
    [InlineData(3000L, 3000L, 10.0, 300L, 0L)]
    [InlineData(1000L, null, 10.0, 100L, null)]
    [InlineData(3001L, 3000L, 10.0, 300L, null)]
    [InlineData(0L, 3000L, 10.0, null, null)]
    [InlineData(1000L, 3000L, 0.5, null, null)]
    [InlineData(null, 3000L, 10.0, null, null)]
    public void Rate_and_time_left_follow_from_what_is_done(long? done, long? total, double seconds, long? rate, long? left)
    {
        var progress = ExportProgressDocument.OfFetch(1, 3, done, total, TimeSpan.FromSeconds(seconds));

        Assert.Equal((rate, left), (progress.BytesPerSecond, progress.SecondsLeft));
    }

    [Fact]
    public void Without_a_beginning_there_is_no_rate() =>
        Assert.Null(ExportProgressDocument.OfFetch(0, 1, 1000, 2000, elapsed: null).BytesPerSecond);
}
