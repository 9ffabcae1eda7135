using System.Text.Json.Nodes;
using FunctionsExport.Tests.Infra.Support;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Infra;

/// <summary>The two files of the host differ in where the task hub is, and the template, azd and the project choose alike.</summary>
public sealed class TaskHubTests
{
    private const string Connection = "DURABLE_TASK_SCHEDULER_CONNECTION_STRING";

    [Fact]
    public void Host_files_differ_in_the_storage_provider_alone()
    {
        var (storage, scheduler) = (Read("host.json"), Read("host.scheduler.json"));
        var (own, other) = (Provider(storage).DeepClone(), Provider(scheduler).DeepClone());
        storage["extensions"]!["durableTask"]!["storageProvider"] = null;
        scheduler["extensions"]!["durableTask"]!["storageProvider"] = null;

        Assert.Equal(storage.ToJsonString(), scheduler.ToJsonString());
        Assert.Null(own["type"]);
        Assert.Equal(("azureManaged", Connection), ((string?)other["type"], (string?)other["connectionStringName"]));
    }

    [Fact]
    public void Scheduler_has_the_hub_of_the_host_file_and_its_connection_is_set()
    {
        var hub = Template.Sample.OfType("Microsoft.DurableTask/schedulers/taskHubs").Single();

        Assert.EndsWith(
            "/" + (string)Read("host.scheduler.json")["extensions"]!["durableTask"]!["hubName"]!,
            Template.NameOf(hub),
            StringComparison.Ordinal);
        Assert.Contains(Connection, Template.Sample.Settings.Keys);
        Assert.DoesNotContain("AzureWebJobsStorage__queueServiceUri", Template.Sample.Settings.Keys);
        Assert.DoesNotContain(Connection, Template.Least.Settings.Keys);
        Assert.Contains("AzureWebJobsStorage__queueServiceUri", Template.Least.Settings.Keys);
        Assert.Empty(Template.Least.OfType("Microsoft.DurableTask/schedulers"));
    }

    [Theory]
    [InlineData("AzureStorage", "../../host.json")]
    [InlineData("DurableTaskScheduler", "../../host.scheduler.json")]
    public void Package_has_the_host_file_of_its_task_hub(string backend, string file)
    {
        var answer = Tool.Run(
            "dotnet", Repository.PathOf("src", "FunctionsExport"), null,
            "msbuild", "-nologo", "-getProperty:HostJson", $"-p:DurableBackend={backend}");

        Assert.True(answer.ExitCode == 0, answer.Errors + answer.Output);
        Assert.Equal(file, answer.Output.Trim());
    }

    private static JsonNode Read(string file) => JsonNode.Parse(Repository.Read(file))!;

    private static JsonNode Provider(JsonNode host) => host["extensions"]!["durableTask"]!["storageProvider"]!;
}
