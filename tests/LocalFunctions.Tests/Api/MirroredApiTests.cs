namespace LocalFunctions.Tests.Api;

/// <summary>LocalFunctions' mirrored API is a subset of the real packages' public API, member by member.</summary>
public sealed class MirroredApiTests
{
    private static readonly Dictionary<string, string> Namespaces = new()
    {
        ["LocalFunctions.Worker"] = "Microsoft.Azure.Functions.Worker",
        ["LocalFunctions.DurableTask"] = "Microsoft.DurableTask",
        ["LocalFunctions.DurableTask.Core"] = "DurableTask.Core",
    };

    /// <summary>Types that are public in a package which is not listed, each with its reason.</summary>
    private static readonly Dictionary<string, string> Exempt = new()
    {
        ["LocalFunctions.DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException"] =
            "public in DurableTask.Core, of which there is no listing; thrown by the real client on a duplicate id",
    };

    private static readonly Type[] Mirrored = [.. typeof(LocalFunctions.Worker.FunctionAttribute).Assembly.GetExportedTypes()
        .Where(type => !IsOwn(type.Namespace) && !Exempt.ContainsKey(type.FullName!))];

    [Fact]
    public void Every_mirrored_member_is_declared_as_in_the_real_packages()
    {
        var differences = new ApiGuard(ApiListing.Load(), Namespaces).Differences(Mirrored);

        Assert.True(
            differences.Count == 0,
            $"{differences.Count} differences:{Environment.NewLine}{string.Join(Environment.NewLine, differences)}");
    }

    [Fact]
    public void Every_public_type_outside_the_hosting_namespaces_mirrors_a_real_namespace()
    {
        var strays = Mirrored.Where(type => !Namespaces.Keys.Any(mirror =>
            type.Namespace == mirror || type.Namespace!.StartsWith($"{mirror}.", StringComparison.Ordinal)));

        Assert.Empty(strays);
    }

    [Fact]
    public void Listings_are_read_in_full()
    {
        var listing = ApiListing.Load();

        Assert.True(listing.TypeCount > 150, $"{listing.TypeCount} types");
        Assert.NotNull(listing.Find("Microsoft.Azure.Functions.Worker.FunctionAttribute"));
        Assert.NotNull(listing.Find("Microsoft.DurableTask.TaskOrchestrationContext"));
        Assert.NotNull(listing.Find("Microsoft.DurableTask.Client.DurableTaskClient"));
    }

    private static bool IsOwn(string? name) =>
        name is "LocalFunctions.Hosting" || name?.StartsWith("LocalFunctions.Hosting.", StringComparison.Ordinal) == true;
}
