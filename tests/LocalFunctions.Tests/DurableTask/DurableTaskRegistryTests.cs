namespace LocalFunctions.Tests.DurableTask;

public sealed class DurableTaskRegistryTests
{
    [Fact]
    public void Class_is_added_under_its_attributes_name_or_its_own()
    {
        var registry = new DurableTaskRegistry().AddActivity<Plain>().AddActivity<Named>();

        Assert.Equal(["Plain", "given"], registry.GetActivities().Select(entry => entry.Key.Name));
    }

    [Fact]
    public void Name_that_is_taken_is_refused_in_any_case()
    {
        var registry = new DurableTaskRegistry().AddActivity<Plain>();

        var e = Assert.Throws<ArgumentException>(() => registry.AddActivity("pLAIN", new Plain()));

        Assert.Equal("An ITaskActivity named 'pLAIN' is already added. (Parameter 'name')", e.Message);
    }

    [Fact]
    public void Version_is_matched_exactly_unless_the_name_has_none()
    {
        var registry = new DurableTaskRegistry()
            .AddActivityFunc<int, int>("Versioned", "1.0", (_, number) => Task.FromResult(number))
            .AddActivity<Plain>();

        Assert.NotNull(registry.FindActivity("versioned", "1.0"));
        Assert.Null(registry.FindActivity("Versioned", "2.0"));
        Assert.Null(registry.FindActivity("Versioned", default));
        Assert.NotNull(registry.FindActivity("Plain", "2.0"));
    }

    [Fact]
    public void Abstract_class_is_refused()
        => Assert.Throws<ArgumentException>(() => new DurableTaskRegistry().AddActivity(typeof(TaskActivity<int, int>)
            .GetGenericTypeDefinition().MakeGenericType(typeof(int), typeof(int))));

    private sealed class Plain : TaskActivity<int, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(input);
    }

    [DurableTask("given")]
    private sealed class Named : TaskActivity<int, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(input);
    }
}
