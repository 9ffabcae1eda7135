using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Tests.Hosting.Samples;

public sealed class DurableFunctions
{
    public sealed record Person(string Name, int Times);

    [Function("StartGreet")]
    public static async Task<IResult> StartGreet(
        [HttpTrigger("post", Route = "greet/{name}")] HttpRequest request, string name, [DurableClient] DurableTaskClient client)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync(
            "Greet", new Person(name, 2), request.HttpContext.RequestAborted);
        return Results.Accepted($"/api/greet/{id}", new { id });
    }

    [Function("Greet")]
    public static async Task<string[]> Greet([OrchestrationTrigger] TaskOrchestrationContext context, FunctionContext function)
    {
        var person = context.GetInput<Person>()!;
        var greetings = new List<string> { function.FunctionDefinition.Name };
        for (var i = 0; i < person.Times; i++)
        {
            greetings.Add(await context.CallActivityAsync<string>("SayHello", person));
        }

        return [.. greetings];
    }

    [Function("SayHello")]
    public static string SayHello([ActivityTrigger] Person person, FunctionContext context)
        => $"{context.FunctionDefinition.Name}: hello {person.Name}";
}
