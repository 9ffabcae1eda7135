using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Tests.Hosting.Samples;

/// <summary>A class whose instances can be disposed of asynchronously only, and fail at it.</summary>
public sealed class ThrowingDisposeFunctions(Journal journal) : IAsyncDisposable
{
    [Function("ThrowingHttp")]
    public IResult Http([HttpTrigger("get")] HttpRequest request)
    {
        journal.Write($"http {request.Method}");
        return Results.Text("done");
    }

    [Function("ThrowingOrchestration")]
    public async Task<string> Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        Assert.NotNull(journal);
        return await context.CallActivityAsync<string>("ThrowingActivity", "in");
    }

    [Function("ThrowingActivity")]
    public string Activity([ActivityTrigger] string input)
    {
        journal.Write($"activity {input}");
        return "out";
    }

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        journal.Write("disposed");
        throw new InvalidOperationException("not disposed");
    }
}
