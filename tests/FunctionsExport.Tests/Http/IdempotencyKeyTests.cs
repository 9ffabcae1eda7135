using FunctionsExport.Http;
using FunctionsExport.Tests.Http.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FunctionsExport.Tests.Http;

public sealed class IdempotencyKeyTests
{
    [Fact]
    public void No_header_is_no_key() => Assert.Equal((null, null), IdempotencyKey.Read(new DefaultHttpContext().Request));

    [Theory]
    [InlineData("8e03978e-40d5-43e8-bc93-6894a57f9324")]
    [InlineData("\"quoted\"")]
    [InlineData("x")]
    public void Visible_characters_are_a_key(string key) => Assert.Equal((key, null), Read(key));

    [Fact]
    public void Key_of_255_characters_is_one() => Assert.Equal(255, Read(new string('k', 255)).Key!.Length);

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("schlüssel")]
    [InlineData("tab\t")]
    public Task Other_text_is_refused(string key) => AssertRefusedAsync(key);

    [Fact]
    public Task Key_of_256_characters_is_refused() => AssertRefusedAsync(new string('k', 256));

    [Fact]
    public Task Header_given_twice_is_refused() => AssertRefusedAsync(new StringValues(["a", "b"]));

    private static async Task AssertRefusedAsync(StringValues values)
    {
        var (key, problem) = Read(values);

        Assert.Null(key);
        var answer = await HttpAnswer.OfAsync(problem!);
        Assert.Equal((400, "invalid-idempotency-key"), (answer.Status, answer.Code));
    }

    private static (string? Key, IResult? Problem) Read(StringValues values)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["Idempotency-Key"] = values;
        return IdempotencyKey.Read(request);
    }
}
