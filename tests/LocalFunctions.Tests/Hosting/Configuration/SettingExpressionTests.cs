using LocalFunctions.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Tests.Hosting.Configuration;

public sealed class SettingExpressionTests
{
    private static readonly IConfiguration Settings = new ConfigurationBuilder()
        .AddInMemoryCollection([new("A", "1"), new("Section:B", "2"), new("Empty", "")])
        .Build();

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("%A%", "1")]
    [InlineData("%Section:B%", "2")]
    [InlineData("%Section__B%", "2")]
    [InlineData("0 %A% %section:b%", "0 1 2")]
    [InlineData("100%", "100%")]
    public void Expressions_are_replaced_by_settings(string text, string expected)
    {
        Assert.True(SettingExpression.TryResolve(text, Settings, out var resolved, out _));
        Assert.Equal(expected, resolved);
    }

    [Theory]
    [InlineData("%None%", "None")]
    [InlineData("%A% %Empty% %None%", "Empty")]
    public void A_missing_or_empty_setting_is_named(string text, string missing)
    {
        Assert.False(SettingExpression.TryResolve(text, Settings, out _, out var name));
        Assert.Equal(missing, name);
    }
}
