using System.Text;
using FunctionsExport.Catalog;
using FunctionsExport.Http;
using FunctionsExport.Tests.Activities.Support;
using FunctionsExport.Tests.Http.Support;
using FunctionsExport.Tests.Support;
using LocalFunctions.DurableTask.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Moq;

namespace FunctionsExport.Tests.Http;

public sealed class HoldApiTests
{
    private const string Why = "{\"reason\":\" audit of March \"}";

    private readonly ActivityTest _test = new();
    private readonly Holds _holds;
    private readonly Tombstones _tombstones;

    public HoldApiTests()
    {
        _holds = new Holds(_test.Container, TimeProvider.System);
        _tombstones = new Tombstones(_test.Container, TimeProvider.System);
    }

    [Fact]
    public async Task Hold_is_put_on_shown_and_taken_off()
    {
        await _test.ReserveAsync();

        var put = await PutAsync(ActivityTest.Id, Why);
        Assert.Equal((200, "audit of March"), (put.Status, put.Text("reason")));
        var again = await PutAsync(ActivityTest.Id, "{\"reason\":\"tax\"}");
        Assert.Equal((200, "tax", put.Text("since")), (again.Status, again.Text("reason"), again.Text("since")));
        Assert.Equal("tax", (await GetAsync(ActivityTest.Id)).Text("reason"));

        Assert.IsType<NoContent>(await DeleteAsync(ActivityTest.Id));
        Assert.IsType<NoContent>(await DeleteAsync(ActivityTest.Id));
        Assert.Equal("not-held", (await GetAsync(ActivityTest.Id)).Code);
    }

    [Fact]
    public async Task Export_that_is_being_deleted_is_409()
    {
        await _test.ReserveAsync();
        await _tombstones.BeginAsync(ExportId.Parse(ActivityTest.Id)!, CancellationToken.None);

        var answer = await PutAsync(ActivityTest.Id, Why);

        Assert.Equal((409, "being-deleted"), (answer.Status, answer.Code));
        Assert.Equal("not-held", (await GetAsync(ActivityTest.Id)).Code);
    }

    [Theory]
    [InlineData(ActivityTest.OtherId)]
    [InlineData("nonsense")]
    public async Task Unknown_export_is_404(string id) => Assert.Equal("unknown-export", (await PutAsync(id, Why)).Code);

    [Theory]
    [InlineData("", "malformed-json", null)]
    [InlineData("null", "malformed-json", null)]
    [InlineData("[]", "malformed-json", null)]
    [InlineData("{", "malformed-json", null)]
    [InlineData("{\"reason\":7}", "malformed-json", "reason")]
    [InlineData("{\"reason\":\"a\",\"until\":\"b\"}", "malformed-json", "until")]
    [InlineData("{\"reason\":\"a\",\"reason\":\"b\"}", "malformed-json", "reason")]
    [InlineData("{}", "missing-field", "reason")]
    [InlineData("{\"reason\":\"  \"}", "missing-field", "reason")]
    public async Task Bad_body_is_400(string body, string code, string? field)
    {
        var answer = await PutAsync(ActivityTest.Id, body);

        Assert.Equal((400, code, field), (answer.Status, answer.Code, answer.Text("field")));
    }

    [Fact]
    public async Task Long_reason_is_400() => Assert.Equal(
        "invalid-value", (await PutAsync(ActivityTest.Id, $"{{\"reason\":\"{new string('x', 501)}\"}}")).Code);

    [Fact]
    public async Task Body_without_its_content_type_is_415() => Assert.Equal(
        415, (await PutAsync(ActivityTest.Id, Why, contentType: "text/plain")).Status);

    private async Task<HttpAnswer> PutAsync(string id, string body, string contentType = "application/json")
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = contentType;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return await HttpAnswer.OfAsync(
            await Api().PutAsync(request, id, new Mock<DurableTaskClient>("test").Object, CancellationToken.None));
    }

    private async Task<HttpAnswer> GetAsync(string id) => await HttpAnswer.OfAsync(
        await Api().GetAsync(new DefaultHttpContext().Request, id, CancellationToken.None));

    private Task<IResult> DeleteAsync(string id) =>
        Api().DeleteAsync(new DefaultHttpContext().Request, id, CancellationToken.None);

    private HoldApi Api() => new(
        new ApiFrame(_test.Settings, new LogCapture<ApiFrame>()),
        _holds,
        new ExportStatusReader(
            _test.Settings,
            _test.Locks,
            new Manifests(_test.Service.Container()),
            new ExportBlobs(_test.Service.Container()),
            _tombstones,
            TimeProvider.System));
}
