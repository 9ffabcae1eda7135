using System.Text.Json;
using FunctionsExport.Tests.Infra.Support;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Infra;

/// <summary>azure.yaml names what is there. Its published schema is in no package registry: the names that it may use stand here.</summary>
public sealed class AzureYamlTests
{
    private static readonly JsonElement File = NodeLint.Yaml(Repository.PathOf("azure.yaml"));

    [Fact]
    public void Names_are_those_of_the_schema()
    {
        Assert.Empty(Names(File).Except(["name", "metadata", "resourceGroup", "infra", "services", "requiredVersions", "hooks", "pipeline"]));
        Assert.Empty(Names(File.GetProperty("infra")).Except(["provider", "path", "module"]));
        foreach (var service in File.GetProperty("services").EnumerateObject())
        {
            Assert.Empty(Names(service.Value).Except(["project", "language", "host", "hooks", "dist", "resourceName"]));
            Assert.All(service.Value.GetProperty("hooks").EnumerateObject(), hook =>
            {
                Assert.Matches("^(pre|post)(restore|build|package|publish|deploy)$", hook.Name);
                Assert.Empty(Names(hook.Value).Except(["posix", "windows"]));
                Assert.All(hook.Value.EnumerateObject(), shell => Assert.Empty(
                    Names(shell.Value).Except(["shell", "run", "interactive", "continueOnError"])));
            });
        }
    }

    [Fact]
    public void Template_is_where_it_is_looked_for()
    {
        var infra = File.GetProperty("infra");

        Assert.Equal("bicep", infra.GetProperty("provider").GetString());
        Assert.True(System.IO.File.Exists(
            Repository.PathOf(infra.GetProperty("path").GetString()!, infra.GetProperty("module").GetString() + ".bicep")));
    }

    [Fact]
    public void Service_is_the_app_of_the_template()
    {
        var service = Assert.Single(File.GetProperty("services").EnumerateObject());
        var app = Template.Least.OfType("Microsoft.Web/sites").Single();

        Assert.Equal(service.Name, app.GetProperty("tags").GetProperty("azd-service-name").GetString());
        Assert.Equal(("function", "dotnet"), (service.Value.GetProperty("host").GetString(), service.Value.GetProperty("language").GetString()));
        Assert.Single(Directory.EnumerateFiles(Repository.PathOf(service.Value.GetProperty("project").GetString()!), "*.csproj"));
    }

    [Fact]
    public void Hook_tells_the_project_the_task_hub_of_the_azd_environment()
    {
        var hook = File.GetProperty("services").GetProperty("api").GetProperty("hooks").GetProperty("prepackage").GetProperty("posix");
        var folder = Directory.CreateTempSubdirectory("functionsexport-hook-");
        try
        {
            string Chosen(string? backend)
            {
                var answer = Tool.Run(
                    "sh", folder.FullName, new Dictionary<string, string> { ["DURABLE_BACKEND"] = backend ?? "" },
                    "-c", hook.GetProperty("run").GetString()!);
                Assert.True(answer.ExitCode == 0, answer.Errors);
                return System.IO.File.ReadAllText(Path.Combine(folder.FullName, "obj", "durable-backend"));
            }

            Assert.Equal("DurableTaskScheduler", Chosen("DurableTaskScheduler"));
            Assert.Equal("AzureStorage", Chosen(null));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
