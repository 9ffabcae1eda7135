using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Hosting.Samples;

public sealed class InstanceFunctions(Journal journal, ScopedService scoped) : IDisposable
{
    [Function("Instance")]
    public IResult Instance([HttpTrigger("get")] HttpRequest request, FunctionContext context)
    {
        var same = context.InstanceServices.GetRequiredService<ScopedService>() == scoped;
        journal.Write($"{request.Method} same={same}");
        return Results.Text(scoped.Id.ToString());
    }

    public void Dispose() => journal.Write("instance disposed");
}
