using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Tests.Hosting.Samples;

public sealed class SlowFunctions(Gate gate, Journal journal)
{
    [Function("Obedient")]
    public async Task<IResult> Obedient([HttpTrigger("get")] HttpRequest request, CancellationToken token)
    {
        gate.Entered.TrySetResult();
        journal.Write("obedient runs");
        try
        {
            await Task.Delay(Timeout.Infinite, token);
        }
        finally
        {
            journal.Write($"obedient ended {request.Path}");
        }

        return Results.Ok();
    }

    [Function("Stubborn")]
    public async Task<IResult> Stubborn([HttpTrigger("get")] HttpRequest request)
    {
        gate.Entered.TrySetResult();
        await gate.Open.Task;
        return Results.Text($"finished {request.Method}");
    }
}
