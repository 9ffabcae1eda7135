namespace LocalFunctions.Tests.DurableTask;

public sealed class TaskNameTests
{
    [Fact]
    public void Names_are_equal_in_any_case()
    {
        Assert.True(new TaskName("Abc") == "aBC");
        Assert.Equal(new TaskName("Abc").GetHashCode(), new TaskName("aBC").GetHashCode());
        Assert.True(new TaskName("Abc") != "abd");
    }

    [Fact]
    public void Empty_text_is_the_default_name()
    {
        Assert.Equal(default, (TaskName)"");
        Assert.Equal(0, default(TaskName).GetHashCode());
    }

    [Fact]
    public void Version_of_white_space_is_refused()
    {
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(null));
        Assert.Equal(TaskVersion.Unversioned, new TaskVersion(""));
        Assert.Throws<ArgumentException>(() => new TaskVersion(" "));
    }
}
