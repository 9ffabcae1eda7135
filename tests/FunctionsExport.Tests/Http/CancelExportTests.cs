using FunctionsExport.Catalog;
using FunctionsExport.Http;
using FunctionsExport.Orchestration;
using FunctionsExport.Starting;
using FunctionsExport.Tests.Activities.Support;
using FunctionsExport.Tests.Http.Support;
using FunctionsExport.Tests.Support;
using LocalFunctions.DurableTask.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace FunctionsExport.Tests.Http;

/// <summary>Cancelling in the moment between the reservation of the database and the schedule of the orchestration.</summary>
public sealed class CancelExportTests
{
    private readonly ActivityTest _test = new();
    private readonly Mock<DurableTaskClient> _client = new("test");

    [Fact]
    public async Task Export_that_is_not_scheduled_yet_is_marked()
    {
        await _test.ReserveAsync();
        Raise().ThrowsAsync(new InvalidOperationException("NotFound: No instance with that id was found."));

        var answer = await CancelAsync(ActivityTest.Id);

        Assert.Equal((202, "queued"), (answer.Status, answer.Text("state")));
        Assert.Equal($"/api/exports/{ActivityTest.Id}", answer.Text("statusUri"));
        var current = await _test.Locks.FindAsync(ActivityTest.Database, CancellationToken.None);
        Assert.Equal("Cancelled on request.", current!.CancelReason);
    }

    [Fact]
    public async Task Export_that_is_not_scheduled_yet_is_told_where_the_runtime_keeps_events()
    {
        await _test.ReserveAsync();
        Raise().Returns(Task.CompletedTask);

        Assert.Equal(202, (await CancelAsync(ActivityTest.Id)).Status);
        _client.Verify(Event, Times.Once());
    }

    [Theory]
    [InlineData(ActivityTest.OtherId)]
    [InlineData("sessions-20260301T020304Z-0ff1ce")]
    [InlineData("nonsense")]
    public async Task Export_that_was_never_asked_for_is_unknown(string id)
    {
        await _test.ReserveAsync();

        var answer = await CancelAsync(id);

        Assert.Equal((404, "unknown-export"), (answer.Status, answer.Code));
        _client.Verify(Event, Times.Never());
    }

    private static System.Linq.Expressions.Expression<Func<DurableTaskClient, Task>> Event => client =>
        client.RaiseEventAsync(
            It.IsAny<string>(), OrchestrationNames.CancelEvent, "Cancelled on request.", It.IsAny<CancellationToken>());

    private Moq.Language.Flow.ISetup<DurableTaskClient, Task> Raise() => _client.Setup(Event);

    private async Task<HttpAnswer> CancelAsync(string id)
    {
        var manifests = new Manifests(_test.Service.Container());
        var api = new ExportsApi(
            new ApiFrame(_test.Settings, new LogCapture<ApiFrame>()),
            _test.Settings,
            new ExportStarter(
                _test.Settings, new ExportStorage(_test.Settings.Destination), _test.Locks, manifests,
                new IdempotencyKeys(_test.Container, TimeProvider.System), _test.Records, TimeProvider.System,
                NullLogger<ExportStarter>.Instance),
            new ExportStatusReader(
                _test.Settings,
                _test.Locks,
                manifests,
                new ExportBlobs(_test.Service.Container()),
                new Tombstones(_test.Container, TimeProvider.System),
                TimeProvider.System),
            _test.Locks);
        var request = new DefaultHttpContext().Request;
        request.Path = $"/api/exports/{id}";
        return await HttpAnswer.OfAsync(await api.CancelAsync(request, id, _client.Object, CancellationToken.None));
    }
}
