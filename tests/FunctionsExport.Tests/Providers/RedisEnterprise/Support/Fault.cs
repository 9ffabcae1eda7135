using FunctionsExport.Providers;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Support;

/// <summary>Catches the fault of a call and checks what holds for all of them.</summary>
internal static class Fault
{
    public static async Task<ExportFaultException> OfAsync(Func<Task> call)
    {
        var thrown = await Assert.ThrowsAsync<ExportFaultException>(call);
        ShowsNothing(thrown.Fault);
        return thrown;
    }

    /// <summary>That a fault holds no password, user, endpoint or address.</summary>
    public static void ShowsNothing(ExportFault fault)
    {
        var shown = fault.ToString();
        Assert.DoesNotContain(TestSource.Password, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(TestSource.Username, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("localhost", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", shown, StringComparison.Ordinal);
    }
}
