namespace LocalFunctions.Tests.Hosting;

/// <summary>Waits for what another thread does.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var end = DateTime.UtcNow + Patience;
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < end, $"Not within {Patience}: {what}");
            await Task.Delay(10);
        }
    }
}
