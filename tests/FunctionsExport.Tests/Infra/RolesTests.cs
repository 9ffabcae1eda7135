using System.Text.RegularExpressions;
using FunctionsExport.Tests.Infra.Support;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Infra;

/// <summary>The roles of docs/infra.md are those that the template assigns.</summary>
public sealed partial class RolesTests
{
    private static readonly Dictionary<string, string> Names = Role().Matches(Repository.Read("infra", "modules", "roles.bicep"))
        .ToDictionary(m => m.Groups["id"].Value, m => m.Groups["name"].Value);

    [Fact]
    public void Documented_roles_are_those_that_are_assigned()
    {
        var assigned = Template.Least.Roles.Concat(Template.Sample.Roles)
            .Select(r => (Role: Names[r.RoleId], r.Resource)).ToHashSet();
        var documented = Document.Rows(Document.Of("infra.md").Section("## Roles"))
            .Select(r => (Role: r[0], Resource: Document.Names(r[1]).Single().TrimEnd('…'))).ToList();

        Assert.Empty(assigned.Except(documented));
        Assert.Empty(documented.Except(assigned));
        Assert.Equal(documented.Count, documented.Distinct().Count());
    }

    [Fact]
    public void Named_role_is_assigned() => Assert.Empty(
        Names.Keys.Except(Template.Least.Roles.Concat(Template.Sample.Roles).Select(r => r.RoleId)));

    [Fact]
    public void Role_on_queues_and_tables_is_there_only_with_the_task_hub()
    {
        bool Has(Template template, string role) => template.Roles.Any(r => Names[r.RoleId] == role);

        Assert.All(
            ["Storage Queue Data Contributor", "Storage Table Data Contributor"],
            role => Assert.Equal((true, false), (Has(Template.Least, role), Has(Template.Sample, role))));
        Assert.Equal(
            (false, true),
            (Has(Template.Least, "Durable Task Data Contributor"), Has(Template.Sample, "Durable Task Data Contributor")));
    }

    [Fact]
    public void Role_ids_stand_in_one_place() => Assert.All(
        Directory.EnumerateFiles(Repository.PathOf("infra"), "*.bicep", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != "roles.bicep"),
        file => Assert.DoesNotMatch(Id(), File.ReadAllText(file)));

    [GeneratedRegex("'(?<name>[A-Za-z ]+)': '(?<id>[0-9a-f-]{36})'")]
    private static partial Regex Role();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
