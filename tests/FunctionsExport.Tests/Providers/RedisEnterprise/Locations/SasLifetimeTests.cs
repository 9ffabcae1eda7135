using FunctionsExport.Providers.RedisEnterprise.Locations;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Locations;

public sealed class SasLifetimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(6, 7)]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(166, 167)]
    public void End_is_an_hour_after_the_deadline_and_at_least_an_hour_away(int deadlineHours, int endHours) =>
        Assert.Equal(Now.AddHours(endHours), SasLifetime.Of(Now, Now.AddHours(deadlineHours)).End);

    [Fact]
    public void Life_is_seven_days_at_most()
    {
        var (start, end) = SasLifetime.Of(Now, Now.AddDays(30));

        Assert.Equal(TimeSpan.FromDays(7), end - start);
        Assert.Equal(Now.AddMinutes(-15), start);
    }
}
