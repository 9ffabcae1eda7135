using FunctionsExport.Catalog;
using FunctionsExport.Http;
using FunctionsExport.Tests.Http.Support;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.Tests.Http;

public sealed class ListExportsQueryTests
{
    [Fact]
    public void Nothing_asked_is_all_exports_by_fifty()
    {
        var query = Read("").Query!;

        Assert.Equal(new CatalogQuery(), query.Query);
        Assert.Equal(50, query.Top);
    }

    [Fact]
    public void Filters_are_read()
    {
        var query = Read("?source=orders&state=Succeeded&since=2026-03-01T02:00:00%2B02:00&top=7&code=the-key").Query!;

        var since = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(new CatalogQuery("orders", ExportState.Succeeded, since), query.Query);
        Assert.Equal(TimeSpan.Zero, query.Query.Since!.Value.Offset);
        Assert.Equal(7, query.Top);
    }

    [Fact]
    public void Token_is_read_with_the_filters_it_was_given_for()
    {
        var place = CatalogPosition.Of(ExportId.Parse("orders-20260102T030405Z-0a1b2c")!);
        var token = ContinuationToken.Write(place, new CatalogQuery("orders"));

        Assert.Equal(place, Read($"?source=orders&continuationToken={token}").Query!.Query.Before);
    }

    [Theory]
    [InlineData("?source=Orders", "invalid-parameter", "source")]
    [InlineData("?source=", "invalid-parameter", "source")]
    [InlineData("?source=../x", "invalid-parameter", "source")]
    [InlineData("?state=done", "invalid-parameter", "state")]
    [InlineData("?state=5", "invalid-parameter", "state")]
    [InlineData("?state=", "invalid-parameter", "state")]
    [InlineData("?since=yesterday", "invalid-parameter", "since")]
    [InlineData("?since=2026-03-01T00:00:00", "invalid-parameter", "since")]
    [InlineData("?since=2026-02-30T00:00:00Z", "invalid-parameter", "since")]
    [InlineData("?top=0", "invalid-parameter", "top")]
    [InlineData("?top=201", "invalid-parameter", "top")]
    [InlineData("?top=-1", "invalid-parameter", "top")]
    [InlineData("?top=1e2", "invalid-parameter", "top")]
    [InlineData("?sources=orders", "unknown-parameter", "sources")]
    [InlineData("?state=failed&state=failed", "repeated-parameter", "state")]
    [InlineData("?continuationToken=abc", "invalid-continuation-token", "continuationToken")]
    public async Task Bad_parameter_is_refused_by_name(string text, string code, string field)
    {
        var (query, problem) = Read(text);

        Assert.Null(query);
        var answer = await HttpAnswer.OfAsync(problem!);
        Assert.Equal((400, code, field), (answer.Status, answer.Code, answer.Text("field")));
    }

    private static (ListExportsQuery? Query, IResult? Problem) Read(string text)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString(text);
        return ListExportsQuery.Read(request.Query);
    }
}
