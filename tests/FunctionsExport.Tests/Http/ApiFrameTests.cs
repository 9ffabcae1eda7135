using Azure;
using FunctionsExport.Http;
using FunctionsExport.Tests.Activities.Support;
using FunctionsExport.Tests.Http.Support;
using FunctionsExport.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Tests.Http;

public sealed class ApiFrameTests
{
    private readonly LogCapture<ApiFrame> _log = new();

    [Fact]
    public async Task Result_is_passed_on()
    {
        var result = Results.Ok();

        Assert.Same(result, await Frame().RunAsync("Get", () => Task.FromResult(result), default));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Exception_is_a_problem_that_tells_nothing_of_it()
    {
        var answer = await AnswerAsync(new FormatException("The password " + ActivityTest.Secret));

        Assert.Equal((500, "internal"), (answer.Status, answer.Code));
        Assert.DoesNotContain("password", answer.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["Error: Get failed with FormatException: The password ***"], _log.Lines);
    }

    [Fact]
    public async Task Failure_of_the_storage_is_a_problem_of_its_own()
    {
        var failure = new RequestFailedException(403, "sig=" + ActivityTest.Secret, "AuthorizationFailure", null);

        foreach (var exception in new Exception[] { failure, new AggregateException(failure) })
        {
            var answer = await AnswerAsync(exception);

            Assert.Equal((503, "storage-unavailable"), (answer.Status, answer.Code));
            Assert.Contains("AuthorizationFailure", answer.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain(ActivityTest.Secret, answer.Body.GetRawText(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(_log.Lines, l => l.Contains(ActivityTest.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Client_that_went_away_is_not_logged()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => Frame().RunAsync("Get", () => throw new OperationCanceledException(), new CancellationToken(canceled: true)));

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Cancellation_that_is_not_the_callers_is_a_problem()
    {
        Assert.Equal((500, "internal"), await CodeAsync(new TaskCanceledException()));
        Assert.Equal((503, "storage-unavailable"), await CodeAsync(new AggregateException(new TaskCanceledException())));
    }

    private async Task<(int Status, string? Code)> CodeAsync(Exception exception)
    {
        var answer = await AnswerAsync(exception);
        return (answer.Status, answer.Code);
    }

    private ApiFrame Frame() => new(new ActivityTest().Settings, _log);

    private async Task<HttpAnswer> AnswerAsync(Exception exception) =>
        await HttpAnswer.OfAsync(await Frame().RunAsync("Get", () => throw exception, default));
}
