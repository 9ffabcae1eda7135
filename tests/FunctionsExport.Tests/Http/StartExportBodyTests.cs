using System.Text;
using FunctionsExport.Http;
using FunctionsExport.Tests.Http.Support;
using FunctionsExport.Tests.Transfer.Support;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Tests.Http;

public sealed class StartExportBodyTests
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("""{"source":"orders"}""", "orders", null)]
    [InlineData("""{"source":"orders","fetch":true}""", "orders", true)]
    [InlineData("""{"fetch":false,"source":"orders"}""", "orders", false)]
    [InlineData(" {\r\n \"source\" : \"or\\u0064ers\" }\n", "orders", null)]
    [InlineData("""{"source":"Bestellungen 🛒"}""", "Bestellungen 🛒", null)]
    public async Task Good_body_is_read(string body, string source, bool? fetch) =>
        Assert.Equal(new StartExportBody(source, fetch), (await ReadAsync(body)).Body);

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/problem+json")]
    public async Task Content_types_of_json_are_taken(string contentType) =>
        Assert.NotNull((await ReadAsync("""{"source":"orders"}""", contentType)).Body);

    [Theory]
    [InlineData(null, "Send the body as application/json; the request names no type.")]
    [InlineData("", "Send the body as application/json; the request names no type.")]
    [InlineData("text/plain", "Send the body as application/json, not as 'text/plain'.")]
    [InlineData("application/x-www-form-urlencoded", "Send the body as application/json, not as 'application/x-www-form-urlencoded'.")]
    [InlineData("json", "Send the body as application/json, not as 'json'.")]
    public async Task Other_content_types_are_refused(string? contentType, string detail)
    {
        var answer = await ProblemAsync("""{"source":"orders"}""", contentType);

        Assert.Equal((415, "unsupported-content-type", detail), (answer.Status, answer.Code, answer.Detail));
    }

    [Theory]
    [InlineData("", "malformed-json")]
    [InlineData(" ", "malformed-json")]
    [InlineData("{", "malformed-json")]
    [InlineData("""{"source":"orders"} {}""", "malformed-json")]
    [InlineData("""{"source":"orders",}""", "malformed-json")]
    [InlineData("""{source:"orders"}""", "malformed-json")]
    [InlineData("""{"source":'orders'}""", "malformed-json")]
    [InlineData("""{"source":"orders" /* all */}""", "malformed-json")]
    [InlineData("source=orders", "malformed-json")]
    [InlineData("""{"source":"orders\u00"}""", "malformed-json")]
    [InlineData("""{"source":"\ud800"}""", "malformed-json")]
    [InlineData("""{"\udc00":1}""", "malformed-json")]
    [InlineData("""{"x":[[[[[[[[[[1]]]]]]]]]]}""", "malformed-json")]
    [InlineData("null", "wrong-type")]
    [InlineData("\"orders\"", "wrong-type")]
    [InlineData("[]", "wrong-type")]
    [InlineData("{}", "missing-field")]
    [InlineData("""{"source":""}""", "missing-field")]
    [InlineData("""{"fetch":true}""", "missing-field")]
    [InlineData("""{"source":null}""", "wrong-type")]
    [InlineData("""{"source":5}""", "wrong-type")]
    [InlineData("""{"source":["orders"]}""", "wrong-type")]
    [InlineData("""{"source":"orders","fetch":"true"}""", "wrong-type")]
    [InlineData("""{"source":"orders","fetch":1}""", "wrong-type")]
    [InlineData("""{"source":"orders","fetch":null}""", "wrong-type")]
    [InlineData("""{"source":"orders","Fetch":true}""", "unknown-field")]
    [InlineData("""{"source":"orders","endpoint":"https://evil"}""", "unknown-field")]
    [InlineData("""{"source":"orders","":1}""", "unknown-field")]
    [InlineData("""{"source":"orders","source":"sessions"}""", "malformed-json")]
    [InlineData("""{"source":"orders","fetch":true,"f\u0065tch":true}""", "malformed-json")]
    public async Task Bad_body_is_refused_with_its_reason(string body, string code)
    {
        var answer = await ProblemAsync(body);

        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("""{"source":5}""", "source", "The field 'source' must be a string.")]
    [InlineData("""{"source":"orders","fetch":"yes"}""", "fetch", "The field 'fetch' must be true or false.")]
    [InlineData("{}", "source", "The field 'source' is missing; name a configured source.")]
    [InlineData("""{"souce":"x"}""", "souce", "The body has a field that is not known; the fields are 'source' and 'fetch'.")]
    [InlineData("""{"fetch":true,"fetch":true}""", "fetch", "The body has a field twice.")]
    public async Task Field_at_fault_is_named(string body, string field, string detail)
    {
        var answer = await ProblemAsync(body);

        Assert.Equal((field, detail), (answer.Text("field"), answer.Detail));
    }

    [Fact]
    public async Task Place_of_the_fault_is_named() => Assert.Equal(
        "The body is not JSON, at byte 2 of line 2.", (await ProblemAsync("{\n  source: 1}")).Detail);

    [Fact]
    public async Task Empty_body_is_called_empty() => Assert.Equal(
        "The body is empty; send a JSON object such as {\"source\":\"orders\"}.", (await ProblemAsync("")).Detail);

    [Fact]
    public async Task Long_name_of_a_field_is_not_repeated_whole() => Assert.Equal(
        61, (await ProblemAsync($$"""{"{{new string('x', 5000)}}":1}""")).Text("field")!.Length);

    [Theory]
    [InlineData("{\"source\":\"\xff\"}")]
    [InlineData("{\"\xc3\x28\":\"orders\"}")]
    public async Task Bytes_that_are_no_text_are_refused(string body)
    {
        var answer = await ProblemAsync(Encoding.Latin1.GetBytes(body));

        Assert.Equal((400, "malformed-json"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_over_16_KiB_is_refused(bool withLength)
    {
        var answer = await ProblemAsync(BodyOf(StartExportBody.MaxBytes + 1), withLength: withLength);

        Assert.Equal(
            (413, "body-too-large", "The body may have 16384 bytes."), (answer.Status, answer.Code, answer.Detail));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_of_16_KiB_is_read(bool withLength) =>
        Assert.NotNull((await ReadAsync(BodyOf(StartExportBody.MaxBytes), withLength: withLength)).Body);

    [Fact]
    public async Task Large_body_is_not_read_to_its_end()
    {
        var read = 0;
        var stream = new SourceStream(new byte[1024 * 1024]) { Piece = 1000, WasRead = position => read = position };

        var (body, _) = await StartExportBody.ReadAsync(RequestOf(stream, Json, length: null), CancellationToken.None);

        Assert.Null(body);
        Assert.InRange(read, 1, StartExportBody.MaxBytes + 1);
    }

    [Fact]
    public async Task Body_announced_as_too_large_is_not_read_at_all()
    {
        var stream = new SourceStream([1]) { Failure = (0, new IOException("It was read.")) };

        var (body, problem) = await StartExportBody.ReadAsync(RequestOf(stream, Json, length: 1 << 20), CancellationToken.None);

        Assert.Null(body);
        Assert.Equal(413, (await HttpAnswer.OfAsync(problem!)).Status);
    }

    [Fact]
    public async Task Body_that_comes_in_pieces_is_read()
    {
        var stream = new SourceStream("""{"source":"orders"}"""u8.ToArray()) { Piece = 1 };

        var (body, _) = await StartExportBody.ReadAsync(RequestOf(stream, Json, length: null), CancellationToken.None);

        Assert.Equal("orders", body!.Source);
    }

    private static byte[] BodyOf(int length)
    {
        const string Body = """{"source":"orders"}""";
        return Encoding.UTF8.GetBytes(Body.PadRight(length));
    }

    private static Task<(StartExportBody? Body, IResult? Problem)> ReadAsync(string body, string? contentType = Json) =>
        ReadAsync(Encoding.UTF8.GetBytes(body), contentType);

    private static async Task<(StartExportBody? Body, IResult? Problem)> ReadAsync(
        byte[] body, string? contentType = Json, bool withLength = true)
    {
        var request = RequestOf(new MemoryStream(body), contentType, withLength ? body.Length : null);
        var (read, problem) = await StartExportBody.ReadAsync(request, CancellationToken.None);
        Assert.True(read is null != problem is null);
        return (read, problem);
    }

    private static Task<HttpAnswer> ProblemAsync(string body, string? contentType = Json) =>
        ProblemAsync(Encoding.UTF8.GetBytes(body), contentType);

    private static async Task<HttpAnswer> ProblemAsync(byte[] body, string? contentType = Json, bool withLength = true) =>
        await HttpAnswer.OfAsync((await ReadAsync(body, contentType, withLength)).Problem!);

    private static HttpRequest RequestOf(Stream body, string? contentType, long? length)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = body;
        request.ContentType = contentType;
        request.ContentLength = length;
        return request;
    }
}
