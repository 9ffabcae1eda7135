namespace FunctionsExport.EndToEnd.World;

/// <summary>Waits for a condition.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()));

    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        var end = DateTimeOffset.UtcNow + Patience;
        while (!await condition())
        {
            Assert.True(DateTimeOffset.UtcNow < end, $"The condition did not come true within {Patience}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
