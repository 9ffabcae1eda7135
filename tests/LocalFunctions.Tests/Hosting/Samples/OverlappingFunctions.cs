using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Tests.Hosting.Samples;

/// <summary>Functions whose routes overlap, where one of them precedes the others.</summary>
public static class OverlappingFunctions
{
    [Function("OverlapName")]
    public static IResult Name([HttpTrigger("get", Route = "over/{name}")] HttpRequest request, string name) =>
        Results.Text($"name {name} {request.Method}");

    [Function("OverlapId")]
    public static IResult Id([HttpTrigger("get", Route = "over/{id:int}")] HttpRequest request, int id) =>
        Results.Text($"id {id} {request.Method}");

    [Function("OverlapGuid")]
    public static IResult ByGuid([HttpTrigger("get", Route = "over/{id:guid}")] HttpRequest request, Guid id) =>
        Results.Text($"guid {id} {request.Method}");

    [Function("OverlapLiteral")]
    public static IResult Literal([HttpTrigger("get", Route = "over/new")] HttpRequest request) =>
        Results.Text($"literal {request.Method}");

    [Function("OverlapRest")]
    public static IResult Rest([HttpTrigger("get", Route = "over/{*rest}")] HttpRequest request, string? rest) =>
        Results.Text($"rest {rest} {request.Method}");

    [Function("OverlapPost")]
    public static IResult Post([HttpTrigger("post", Route = "over/{name}")] HttpRequest request, string name) =>
        Results.Text($"post {name} {request.Method}");

    [Function("OverlapAllMethods")]
    public static IResult AllMethods([HttpTrigger(Route = "over/{name}")] HttpRequest request, string name) =>
        Results.Text($"all {name} {request.Method}");

    [Function("OverlapOptional")]
    public static IResult Optional([HttpTrigger("get", Route = "over/{id:int}/parts/{part?}")] HttpRequest request, int id, string? part) =>
        Results.Text($"optional {id} {part ?? "none"} {request.Method}");

    [Function("OverlapPart")]
    public static IResult Part([HttpTrigger("get", Route = "over/{id:int}/parts")] HttpRequest request, int id) =>
        Results.Text($"parts {id} {request.Method}");
}
