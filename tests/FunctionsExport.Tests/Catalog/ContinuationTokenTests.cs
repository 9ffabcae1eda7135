using FunctionsExport.Catalog;

namespace FunctionsExport.Tests.Catalog;

public sealed class ContinuationTokenTests
{
    private static readonly CatalogPosition Place = CatalogPosition.Of(ExportId.Parse("orders-20260102T030405Z-0a1b2c")!);
    private static readonly CatalogQuery Query = new("orders", ExportState.Failed, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Token_brings_its_place_back() =>
        Assert.Equal(Place, ContinuationToken.Read(ContinuationToken.Write(Place, Query), Query));

    [Fact]
    public void Token_of_a_bare_second_brings_its_place_back()
    {
        var place = new CatalogPosition(Place.Time, "");

        Assert.Equal(place, ContinuationToken.Read(ContinuationToken.Write(place, Query), Query));
    }

    [Fact]
    public void Token_of_other_filters_is_refused()
    {
        var token = ContinuationToken.Write(Place, Query);

        Assert.Null(ContinuationToken.Read(token, Query with { Source = "sessions" }));
        Assert.Null(ContinuationToken.Read(token, Query with { State = null }));
        Assert.Null(ContinuationToken.Read(token, Query with { Since = null }));
    }

    [Fact]
    public void Token_with_any_character_changed_is_refused()
    {
        var token = ContinuationToken.Write(Place, Query);

        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.True(ContinuationToken.Read(changed, Query) is null || i == token.Length - 1, changed);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not/base64url+")]
    [InlineData("MXwxfHx8")]
    public void Text_that_is_no_token_is_refused(string text) => Assert.Null(ContinuationToken.Read(text, Query));

    [Fact]
    public void Text_of_a_mebibyte_is_refused() => Assert.Null(ContinuationToken.Read(new string('A', 1 << 20), Query));
}
