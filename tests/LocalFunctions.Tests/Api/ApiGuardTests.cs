using LocalFunctions.Tests.Api.Samples;

namespace LocalFunctions.Tests.Api;

/// <summary>The guard finds what differs, and only that.</summary>
public sealed class ApiGuardTests
{
    private const string Type = "Real.Faithful : class";
    private const string Constant = "Real.Faithful.Size : const int = 100";
    private const string Constructor =
        "Real.Faithful..ctor(string? name, int count = 1, System.Threading.CancellationToken token = default) protected";

    private const string Property = "Real.Faithful.Name { get; init } : string [System.ObsoleteAttribute(\"no\")]";
    private const string Override = "Real.Faithful.ToString() : override string";
    private const string Generic = "Real.Faithful.FindAsync<T>(string id, out int? hits, params string[] more) : "
        + "virtual System.Threading.Tasks.Task<string?> where T : class, System.IDisposable";

    [Fact]
    public void A_faithful_type_has_no_differences() =>
        Assert.Empty(Check(typeof(Faithful), Type, Constant, Constructor, Property, Override, Generic));

    [Fact]
    public void A_real_type_with_more_members_has_no_differences() =>
        Assert.Empty(Check(
            typeof(Faithful), Type, Constant, Constructor, Property, Override, Generic, "Real.Faithful.More() : void"));

    [Theory]
    [InlineData("a nullable parameter", "(string? name", "(string name")]
    [InlineData("a default value", "count = 1", "count = 2")]
    [InlineData("a parameter's name", "count =", "number =")]
    [InlineData("accessibility", " protected", "")]
    [InlineData("an accessor", "get; init", "get; set")]
    [InlineData("a member type", "} : string", "} : string?")]
    [InlineData("virtual", "virtual System", "System")]
    [InlineData("a nullable type argument", "Task<string?>", "Task<string>")]
    [InlineData("a constraint", "class, ", "")]
    [InlineData("a direction", "out int?", "ref int?")]
    [InlineData("params", "params ", "")]
    [InlineData("a constant", "= 100", "= 101")]
    [InlineData("a kind", "Faithful : class", "Faithful : sealed class")]
    [InlineData("a base class", "Faithful : class", "Faithful : class (System.Exception)")]
    [InlineData("an override", "override string", "string")]
    public void A_different_declaration_is_found(string what, string ours, string real)
    {
        string[] lines = [Type, Constant, Constructor, Property, Override, Generic];
        var changed = lines.Select(line => line.Replace(ours, real, StringComparison.Ordinal)).ToArray();
        Assert.NotEqual(lines, changed);

        var difference = Assert.Single(Check(typeof(Faithful), changed));

        Assert.True(difference.Contains("real", StringComparison.Ordinal), what);
    }

    [Fact]
    public void A_member_that_the_real_type_lacks_is_found() =>
        Assert.Contains("no member of that name", Assert.Single(Check(typeof(Faithful), Type, Constant, Constructor, Property, Override)));

    [Fact]
    public void A_type_that_the_real_packages_lack_is_found() =>
        Assert.Contains("no such public type", Assert.Single(Check(typeof(Unlisted), Type)));

    [Fact]
    public void Enum_values_are_compared()
    {
        const string Enum = "Real.Colour : enum (System.IComparable, System.IConvertible)";

        Assert.Empty(Check(typeof(Colour), Enum, "Real.Colour.Red = 0", "Real.Colour.Blue = 2"));
        Assert.Single(Check(typeof(Colour), Enum, "Real.Colour.Red = 0", "Real.Colour.Blue = 1"));
    }

    [Fact]
    public void Delegates_are_compared()
    {
        Assert.Empty(Check(typeof(Decide), "Real.Decide : delegate(string reason) : bool"));
        Assert.Single(Check(typeof(Decide), "Real.Decide : delegate(string? reason) : bool"));
    }

    [Fact]
    public void All_differences_are_reported_at_once() =>
        Assert.Equal(6, Check(typeof(Faithful), "Real.Faithful : abstract class").Count);

    private static IReadOnlyList<string> Check(Type type, params string[] listing) =>
        new ApiGuard(
            new ApiListing(listing),
            new Dictionary<string, string> { ["LocalFunctions.Tests.Api.Samples"] = "Real" })
        .Differences([type]);
}
