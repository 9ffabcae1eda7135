using LocalFunctions.Worker;

namespace LocalFunctions.Tests.Worker;

public sealed class AttributeTests
{
    [Fact]
    public void An_HTTP_trigger_asks_for_a_function_key_and_takes_all_methods_by_default()
    {
        var trigger = new HttpTriggerAttribute();

        Assert.Equal(AuthorizationLevel.Function, trigger.AuthLevel);
        Assert.Null(trigger.Methods);
        Assert.Null(trigger.Route);
    }

    [Fact]
    public void An_HTTP_trigger_keeps_level_and_methods()
    {
        var trigger = new HttpTriggerAttribute(AuthorizationLevel.Anonymous, "get", "post") { Route = "a" };

        Assert.Equal(AuthorizationLevel.Anonymous, trigger.AuthLevel);
        Assert.Equal(["get", "post"], trigger.Methods!);
        Assert.Equal(AuthorizationLevel.Function, new HttpTriggerAttribute("get").AuthLevel);
        Assert.Equal(AuthorizationLevel.Admin, new HttpTriggerAttribute(AuthorizationLevel.Admin).AuthLevel);
    }

    [Fact]
    public void A_timer_trigger_keeps_its_schedule()
    {
        var trigger = new TimerTriggerAttribute("%A%");

        Assert.Equal("%A%", trigger.Schedule);
        Assert.False(trigger.RunOnStartup);
        Assert.True(trigger.UseMonitor);
    }
}
