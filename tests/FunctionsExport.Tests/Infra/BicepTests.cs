using System.Text.Json;
using FunctionsExport.Tests.Infra.Support;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Infra;

/// <summary>The Bicep compiler, its linter and its formatter find nothing to say.</summary>
public sealed class BicepTests
{
    [Theory]
    [InlineData("main.bicep")]
    [InlineData("main.sample.bicepparam")]
    public void Compiler_and_linter_have_no_complaint(string file)
    {
        using var copy = new InfraCopy();

        var answer = copy.Bicep("AzureStorage", "lint", file);

        Assert.Equal("", answer.Errors + answer.Output);
        Assert.Equal(0, answer.ExitCode);
    }

    [Theory]
    [InlineData("allowSharedKeyAccess", "allowSharedKeyAcces", "BCP089")]
    [InlineData("allowBlobPublicAccess: false", "allowBlobPublicAccess: 'no'", "BCP036")]
    [InlineData("param containers string[]", "param containers string[]\n\n@description('x')\nparam spare string = ''", "no-unused-params")]
    public void Compiler_or_linter_complains_of_a_fault(string right, string wrong, string code)
    {
        using var copy = new InfraCopy();
        var file = copy.PathOf("modules/storage.bicep");
        var text = File.ReadAllText(file);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(code, copy.Bicep("AzureStorage", "lint", "main.bicep").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_formatted()
    {
        using var copy = new InfraCopy();
        var before = copy.BicepFiles.ToDictionary(f => f, File.ReadAllText);
        Assert.True(before.Count > 10, $"Only {before.Count} files were found.");

        var answer = copy.Bicep("AzureStorage", "format", "--pattern", "**/*.bicep*");

        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.All(before, f => Assert.Equal(File.ReadAllText(f.Key), f.Value));
    }

    [Fact]
    public void Parameters_and_outputs_are_described()
    {
        var templates = Templates(Compiled()).ToList();
        var described = templates
            .SelectMany(t => Members(t, "parameters").Concat(Members(t, "outputs")))
            .ToList();

        Assert.True(described.Count > 80, $"Only {described.Count} parameters and outputs were found.");
        Assert.Empty(described
            .Where(m => !m.Value.TryGetProperty("metadata", out var d) || !d.TryGetProperty("description", out _))
            .Select(m => m.Name));
    }

    [Fact]
    public void Resource_type_has_one_api_version()
    {
        var versions = Template.Sample.Resources.Concat(Template.Least.Resources)
            .Select(r => (Type: r.GetProperty("type").GetString()!, Version: r.GetProperty("apiVersion").GetString()!))
            .Distinct().ToList();

        Assert.Empty(versions.GroupBy(v => v.Type).Where(g => g.Count() > 1).Select(g => g.Key));
        // Parts of a resource go with it.
        Assert.Empty(versions
            .Where(v => versions.Any(p => v.Type.StartsWith(p.Type + "/", StringComparison.Ordinal) && p.Version != v.Version))
            .Select(v => v.Type)
            .Except(["Microsoft.Network/privateDnsZones/virtualNetworkLinks"]));
        // This type has no newer version.
        Assert.Equal(
            ["Microsoft.Insights/diagnosticSettings"],
            versions.Where(v => v.Version.EndsWith("preview", StringComparison.Ordinal)).Select(v => v.Type));
    }

    [Fact]
    public void Parameters_of_the_template_are_those_of_its_document()
    {
        var parameters = Members(Compiled(), "parameters").Select(p => p.Name).ToHashSet();
        var documented = Document.Rows(Document.Of("infra.md").Section("## Parameters"))
            .SelectMany(r => Document.Names(r[0])).ToList();

        Assert.Empty(parameters.Except(documented));
        Assert.Empty(documented.Except(parameters));
    }

    private static JsonElement Compiled()
    {
        using var copy = new InfraCopy();
        var answer = copy.Bicep("AzureStorage", "build", "main.bicep", "--stdout");
        Assert.True(answer.ExitCode == 0, answer.Errors);
        return JsonSerializer.Deserialize<JsonElement>(answer.Output);
    }

    /// <summary>A compiled template and those of its modules.</summary>
    private static IEnumerable<JsonElement> Templates(JsonElement template) =>
    [
        template,
        .. from resource in template.GetProperty("resources").ValueKind == JsonValueKind.Object
               ? template.GetProperty("resources").EnumerateObject().Select(p => p.Value)
               : template.GetProperty("resources").EnumerateArray()
           where resource.TryGetProperty("properties", out var properties)
               && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("template", out _)
           from inner in Templates(resource.GetProperty("properties").GetProperty("template"))
           select inner,
    ];

    private static IEnumerable<JsonProperty> Members(JsonElement template, string kind) =>
        template.TryGetProperty(kind, out var members) ? members.EnumerateObject() : [];
}
