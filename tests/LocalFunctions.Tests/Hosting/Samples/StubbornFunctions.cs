using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Tests.Hosting.Samples;

/// <summary>Functions of every kind that do not end before they are let go, whatever they are told.</summary>
public sealed class StubbornFunctions(Gate gate, Journal journal)
{
    [Function("StubbornHttp")]
    public async Task<IResult> Http([HttpTrigger("get")] HttpRequest request)
    {
        await WaitAsync($"http {request.Method}");
        return Results.Ok();
    }

    [Function("StubbornTimer")]
    public Task Timer([TimerTrigger("1.00:00:00", RunOnStartup = true)] TimerInfo timer) => WaitAsync($"timer {timer.IsPastDue}");

    [Function("StubbornOrchestration")]
    public static Task Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync("StubbornActivity");

    [Function("StubbornActivity")]
    public async Task Activity([ActivityTrigger] string? input, CancellationToken token)
    {
        await using var told = token.Register(() => journal.Write("activity told"));
        await WaitAsync($"activity {input}");
    }

    private Task WaitAsync(string what)
    {
        journal.Write(what);
        return gate.Open.Task;
    }
}
