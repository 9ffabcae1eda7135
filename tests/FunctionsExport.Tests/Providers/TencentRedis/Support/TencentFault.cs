using FunctionsExport.Providers;

namespace FunctionsExport.Tests.Providers.TencentRedis.Support;

/// <summary>Catches the fault of a call and checks what holds for all of them.</summary>
internal static class TencentFault
{
    public static async Task<ExportFaultException> OfAsync(Func<Task> call)
    {
        var thrown = await Assert.ThrowsAsync<ExportFaultException>(call);
        ShowsNothing(thrown.Fault);
        return thrown;
    }

    /// <summary>That a fault holds no key, token, endpoint or address.</summary>
    public static void ShowsNothing(ExportFault fault)
    {
        var shown = fault.ToString();
        string[] hidden =
            [TencentSource.SecretId, TencentSource.SecretKey, TencentSource.Token, "127.0.0.1", "http://", "https://", "sign="];
        Assert.All(hidden, h => Assert.DoesNotContain(h, shown, StringComparison.Ordinal));
    }
}
