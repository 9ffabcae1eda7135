using FunctionsExport.Http;
using FunctionsExport.Tests.Http.Support;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Tests.Http;

public sealed class ProblemTests
{
    [Theory]
    [MemberData(nameof(All))]
    public async Task Problem_is_a_problem_document(string code, int status)
    {
        var answer = await HttpAnswer.OfAsync(Of(code));

        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal(status, answer.Body.GetProperty("status").GetInt32());
        Assert.Equal(code, answer.Code);
        Assert.NotEmpty(answer.Text("title")!);
        Assert.EndsWith(".", answer.Detail!, StringComparison.Ordinal);
        Assert.False(answer.Text("title")!.EndsWith('.'));
    }

    [Fact]
    public async Task Bad_request_names_its_field_where_there_is_one()
    {
        Assert.Equal("source", (await HttpAnswer.OfAsync(Problem.BadRequest("missing-field", "Missing.", "source"))).Text("field"));
        Assert.Null((await HttpAnswer.OfAsync(Problem.BadRequest("malformed-json", "Malformed."))).Text("field"));
    }

    [Fact]
    public async Task Busy_names_the_running_export_and_where_its_status_is()
    {
        var answer = await HttpAnswer.OfAsync(Problem.Busy("orders-1", "/api/exports/orders-1"));

        Assert.Equal("orders-1", answer.Text("runningExport"));
        Assert.Equal("/api/exports/orders-1", answer.Text("statusUri"));
    }

    [Fact]
    public async Task Text_of_the_caller_is_escaped()
    {
        const string Name = "a\"},{\"x\":\"<script>\0\ud800";

        var answer = await HttpAnswer.OfAsync(Problem.UnknownSource(Name));

        Assert.Contains("a\"},{\"x\":\"<script>", answer.Detail, StringComparison.Ordinal);
        Assert.Equal("unknown-source", answer.Code);
    }

    [Fact]
    public async Task Storage_problem_names_the_error_code()
    {
        Assert.Contains("(AuthorizationFailure)", (await HttpAnswer.OfAsync(Problem.StorageUnavailable("AuthorizationFailure"))).Detail,
            StringComparison.Ordinal);
        Assert.Contains("(no answer)", (await HttpAnswer.OfAsync(Problem.StorageUnavailable(null))).Detail, StringComparison.Ordinal);
    }

    public static TheoryData<string, int> All() => new()
    {
        { "wrong-type", 400 },
        { "unknown-source", 404 },
        { "unknown-export", 404 },
        { "already-ended", 409 },
        { "database-busy", 409 },
        { "body-too-large", 413 },
        { "unsupported-content-type", 415 },
        { "internal", 500 },
        { "storage-unavailable", 503 },
    };

    private static IResult Of(string code) => code switch
    {
        "wrong-type" => Problem.BadRequest(code, "The field 'fetch' must be true or false.", "fetch"),
        "unknown-source" => Problem.UnknownSource("orders"),
        "unknown-export" => Problem.UnknownExport(),
        "already-ended" => Problem.AlreadyEnded("failed"),
        "database-busy" => Problem.Busy("orders-1", "/api/exports/orders-1"),
        "body-too-large" => Problem.TooLarge(5),
        "unsupported-content-type" => Problem.UnsupportedMediaType("text/plain"),
        "internal" => Problem.Internal(),
        "storage-unavailable" => Problem.StorageUnavailable("ServerBusy"),
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };
}
