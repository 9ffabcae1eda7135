using LocalFunctions.Hosting.Keys;
using LocalFunctions.Worker;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Tests.Hosting.Keys;

public sealed class AccessKeysReaderTests
{
    private const string Key = "a-key-of-20-letters-";

    [Theory]
    [InlineData("Master", "", "is empty")]
    [InlineData("Host:default", "                    ", "is empty")]
    [InlineData("Functions:F:x", "fifteen-letters", "is too short")]
    [InlineData("System:durabletask_extension", "abcdef", "is too short")]
    [InlineData("Master", "a key with blanks in it", "has blanks")]
    [InlineData("Master", "a-key-with-ümlauts-in-it", "non-ASCII")]
    [InlineData("Master", "a-key-with-a-tab\t-in-it", "control")]
    [InlineData("Master:x", Key, "is not a kind of key")]
    [InlineData("Host", Key, "is not a kind of key")]
    [InlineData("Functions:F", Key, "is not a kind of key")]
    [InlineData("Functions:F:x:y", Key, "is not a kind of key")]
    [InlineData("System", Key, "is not a kind of key")]
    [InlineData("System:eventgrid_extension", Key, "is not a kind of key")]
    [InlineData("Admin", Key, "is not a kind of key")]
    public void A_faulty_key_is_a_fault_that_names_the_setting_and_not_the_key(string setting, string value, string fault)
    {
        var (_, faults) = Read((setting, value));

        var only = Assert.Single(faults);
        Assert.StartsWith("LocalFunctions:Keys:", only, StringComparison.Ordinal);
        Assert.Contains(setting.Split(':')[0], only, StringComparison.Ordinal);
        Assert.Contains(fault, only, StringComparison.Ordinal);
        Assert.True(value.Trim().Length == 0 || !only.Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_that_is_too_long_is_a_fault()
    {
        Assert.Contains("is too long", Assert.Single(Read(("Master", new string('k', 513))).Faults), StringComparison.Ordinal);
        Assert.Empty(Read(("Master", new string('k', 512))).Faults);
    }

    [Fact]
    public void The_same_key_twice_is_a_fault_that_names_both_settings()
    {
        var fault = Assert.Single(Read(("Host:one", Key), ("Functions:F:two", Key)).Faults);

        Assert.Contains("LocalFunctions:Keys:Host:one", fault, StringComparison.Ordinal);
        Assert.Contains("LocalFunctions:Keys:Functions:F:two", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_read_by_kind_without_regard_to_case()
    {
        var (keys, faults) = Read(
            ("master", $"{Key}1"),
            ("HOST:a", $"{Key}2"),
            ("functions:f:x", $"{Key}3"),
            ("system:DurableTask_Extension", $"{Key}4"));

        Assert.Empty(faults);
        Assert.True(keys.AreEnforced);
        Assert.Equal($"{Key}4", keys.DurableTaskExtension);
        Assert.Equal(
            ["master", "HOST:a", "functions:f:x"],
            keys.For("F", AuthorizationLevel.Function).Select(key => key.Setting["LocalFunctions:Keys:".Length..]));
        Assert.Single(keys.For("F", AuthorizationLevel.Admin));
    }

    [Fact]
    public void A_system_key_alone_enforces_nothing()
    {
        Assert.False(Read(("System:durabletask_extension", Key)).Keys.AreEnforced);
        Assert.False(Read().Keys.AreEnforced);
    }

    private static (AccessKeys Keys, List<string> Faults) Read(params (string Setting, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting =>
                KeyValuePair.Create($"LocalFunctions:Keys:{setting.Setting}", (string?)setting.Value)))
            .Build();
        var faults = new List<string>();
        return (AccessKeysReader.Read(configuration, faults), faults);
    }
}
