using LocalFunctions.Worker;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Tests.Hosting.Samples;

public static class KeyedFunctions
{
    [Function("Open")]
    public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Show(request);

    [Function("Keyed")]
    public static IResult Keyed([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Show(request);

    [Function("Other")]
    public static IResult Other([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Show(request);

    [Function("OfUsers")]
    public static IResult OfUsers([HttpTrigger(AuthorizationLevel.User, "get")] HttpRequest request) => Show(request);

    [Function("OfSystem")]
    public static IResult OfSystem([HttpTrigger(AuthorizationLevel.System, "get")] HttpRequest request) => Show(request);

    [Function("OfAdmins")]
    public static IResult OfAdmins([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => Show(request);

    private static IResult Show(HttpRequest request) => Results.Text(request.QueryString.Value);
}
