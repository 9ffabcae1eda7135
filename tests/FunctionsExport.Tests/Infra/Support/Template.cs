using System.Text.Json;
using System.Text.RegularExpressions;

namespace FunctionsExport.Tests.Infra.Support;

/// <summary>
/// What the template makes of parameters: the compiler's own prediction, evaluated offline. What only Azure can know stays an
/// expression in brackets.
/// </summary>
internal sealed partial class Template
{
    private static readonly Lazy<Template> LazyLeast = new(() => Predict(
        "AzureStorage", sample => Optional().Replace(sample, "")));
    private static readonly Lazy<Template> LazySample = new(() => Predict(
        "DurableTaskScheduler",
        sample => sample.Replace("exportImmutabilityDays = 0", "exportImmutabilityDays = 30", StringComparison.Ordinal)));

    private Template(JsonElement snapshot) => Resources = [.. snapshot.GetProperty("predictedResources").EnumerateArray()];

    /// <summary>The sample's sources, without a private network and alerts by e-mail; the task hub in the storage account.</summary>
    public static Template Least => LazyLeast.Value;

    /// <summary>All of the sample, with an immutable container; the task hub with the scheduler.</summary>
    public static Template Sample => LazySample.Value;

    public IReadOnlyList<JsonElement> Resources { get; }

    /// <summary>The app settings, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings => OfType("Microsoft.Web/sites/config").Single()
        .GetProperty("properties").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);

    /// <summary>The roles that are assigned, each with the beginning of the name of the resource it is on.</summary>
    public IEnumerable<(string RoleId, string Resource)> Roles =>
        from assignment in OfType("Microsoft.Authorization/roleAssignments")
        let scope = Scope().Match(assignment.GetProperty("id").GetString()!).Groups[1].Value
        select (
            assignment.GetProperty("properties").GetProperty("roleDefinitionId").GetString()!.Split('/')[^1],
            scope.Replace(Token(), "", StringComparison.Ordinal));

    public IEnumerable<JsonElement> OfType(string type) => Resources.Where(r => r.GetProperty("type").GetString() == type);

    public static string NameOf(JsonElement resource) => resource.GetProperty("name").GetString()!;

    /// <summary>The part of names that is derived from the environment.</summary>
    private string Token() => NameOf(OfType("Microsoft.Web/sites").Single())["func-".Length..];

    private static Template Predict(string durableBackend, Func<string, string> change)
    {
        using var copy = new InfraCopy();
        File.WriteAllText(copy.PathOf("test.bicepparam"), change(File.ReadAllText(copy.PathOf("main.sample.bicepparam"))));
        var answer = copy.Bicep(
            durableBackend, "snapshot", "test.bicepparam", "--mode", "overwrite", "--subscription-id", Guid.Empty.ToString());
        Assert.True(answer.ExitCode == 0, answer.Errors);
        using var snapshot = JsonDocument.Parse(File.ReadAllText(copy.PathOf("test.snapshot.json")));
        Assert.Empty(snapshot.RootElement.GetProperty("diagnostics").EnumerateArray());
        return new Template(snapshot.RootElement.Clone());
    }

    [GeneratedRegex(@"^param (alertEmail|privateNetwork) = .*$", RegexOptions.Multiline)]
    private static partial Regex Optional();

    [GeneratedRegex(@"/([^/']+)(?:'|/providers/Microsoft\.Authorization/)")]
    private static partial Regex Scope();
}
