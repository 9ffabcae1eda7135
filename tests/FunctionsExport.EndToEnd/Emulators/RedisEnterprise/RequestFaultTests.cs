using System.Net;
using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

/// <summary>Faults of requests of any kind.</summary>
public sealed class RequestFaultTests
{
    [Fact]
    public async Task Status_is_answered_so_many_times()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Emulator.RequestFaults.Add(
            new RequestFault { Path = "/v1/modules", Status = 503, RetryAfterSeconds = 7, Times = 2 });
        for (var i = 0; i < 2; i++)
        {
            using var refused = await cluster.SendAsync(HttpMethod.Get, "/v1/modules");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter?.Delta);
        }

        Assert.Empty(cluster.Emulator.RequestFaults.Planned);
        using var answer = await cluster.SendAsync(HttpMethod.Get, "/v1/modules");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Fault_meets_its_method_path_and_node_alone()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        var faults = cluster.Emulator.RequestFaults;
        faults.Add(new RequestFault { Method = "PUT", Path = "/v1/bdbs/*", Status = 500, Times = 0 });
        faults.Add(new RequestFault { Node = 2, Status = 500, Times = 0 });
        Assert.Equal(HttpStatusCode.OK, (await cluster.SendAsync(HttpMethod.Get, "/v1/bdbs/1")).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await cluster.PutResetAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await cluster.PutResetAsync()).StatusCode);
        faults.Clear();
        Assert.Equal(HttpStatusCode.OK, (await cluster.PutResetAsync()).StatusCode);
    }

    [Theory]
    [InlineData(nameof(DropPoint.Before), 0)]
    [InlineData(nameof(DropPoint.After), 1)]
    public async Task Connection_is_reset_before_or_after_the_request_is_taken(string point, int accepted)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Emulator.RequestFaults.Add(new RequestFault { Method = "POST", Drop = Enum.Parse<DropPoint>(point) });
        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.PostExportAsync());
        Assert.Equal(accepted, cluster.Database.ExportsAccepted);
    }

    [Fact]
    public async Task Read_that_is_reset_after_it_is_taken_sends_nothing()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Emulator.RequestFaults.Add(new RequestFault { Drop = DropPoint.After });
        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.GetBdbAsync());
        Assert.Equal(1, cluster.Database.Reads);
    }

    [Fact]
    public async Task Request_is_held_back()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        cluster.Emulator.RequestFaults.Add(new RequestFault { DelaySeconds = 600 });
        using var client = cluster.ClientOf(EmulatedCluster.Username, EmulatedCluster.Password);
        using var giveUp = new CancellationTokenSource();
        var held = client.GetAsync(new Uri("/v1/bdbs/1", UriKind.Relative), giveUp.Token);
        while (cluster.Emulator.RequestFaults.Planned.Count > 0)
        {
            await Task.Delay(10);
        }

        Assert.False(held.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
        Assert.Equal("", await cluster.GetStatusAsync());
    }

    [Theory]
    [InlineData(200, 1, 0, "/v1/x", "status")]
    [InlineData(503, -1, 0, "/v1/x", "times")]
    [InlineData(503, 1, -1, "/v1/x", "delaySeconds")]
    [InlineData(503, 1, 0, "v1/x", "path")]
    public async Task Fault_that_is_not_well_described_is_refused(int status, int times, double delay, string path, string named)
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        var exception = Assert.Throws<ArgumentException>(() => cluster.Emulator.RequestFaults.Add(
            new RequestFault { Status = status, Times = times, DelaySeconds = delay, Path = path }));
        Assert.StartsWith(named, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_has_the_body_without_its_secrets()
    {
        await using var cluster = await EmulatedCluster.StartWithoutServersAsync();
        const string Location =
            """{"type":"s3","bucket_name":"b","access_key_id":"AKIA-planted","secret_access_key":"planted","subdir":"x"}""";
        using var answer = await cluster.PostExportAsync($$"""{"export_location":{{Location}},"email_notification":true}""");
        var entry = Assert.Single(cluster.Emulator.Journal.Entries);
        Assert.Equal(
            """{"export_location":{"type":"s3","bucket_name":"b","access_key_id":"***","secret_access_key":"***","subdir":"x"},"""
                + "\"email_notification\":true}",
            entry.Body?.ToJsonString());
        Assert.DoesNotContain("planted", entry.ToString(), StringComparison.Ordinal);
    }
}
