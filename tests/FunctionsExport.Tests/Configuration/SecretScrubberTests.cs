using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using FunctionsExport.Configuration;

namespace FunctionsExport.Tests.Configuration;

public sealed class SecretScrubberTests
{
    private const string Secret = "p/s+w \"ö\"\\&d=7%";

    public static TheoryData<string, string> Forms() => new()
    {
        { "as it is", Secret },
        { "percent-encoded", Uri.EscapeDataString(Secret) },
        { "percent-encoded in lower case", "p%2fs%2bw%20%22%c3%b6%22%5c%26d%3d7%25" },
        { "form-encoded", WebUtility.UrlEncode(Secret) },
        { "JSON", JsonEncodedText.Encode(Secret).ToString() },
        { "JSON, escaped as little as can be", "p/s+w \\\"ö\\\"\\\\&d=7%" },
        { "JSON, in ASCII", "p/s+w \\\"\\u00f6\\\"\\\\&d=7%" },
        { "Base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)) },
        { "Base64 without padding", Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)).TrimEnd('=') },
        { "Base64 for URLs", Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Secret)) },
        { "HTML", WebUtility.HtmlEncode(Secret) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Secret_is_taken_out_in_every_form(string form, string written)
    {
        Assert.NotEmpty(form);
        Assert.Equal("before *** after", new SecretScrubber([Secret]).Scrub($"before {written} after"));
    }

    [Theory]
    [InlineData("\\\\\\\\")]
    [InlineData("a%25b%")]
    [InlineData("%%%25%25")]
    [InlineData("&amp;&")]
    public void Secret_that_looks_escaped_is_taken_out_as_it_is_and_escaped(string secret)
    {
        var scrubber = new SecretScrubber([secret]);

        Assert.Equal("x *** x", scrubber.Scrub($"x {secret} x"));
        Assert.Equal("x *** x", scrubber.Scrub($"x {Uri.EscapeDataString(secret)} x"));
        Assert.Equal("x *** x", scrubber.Scrub($"x {JsonEncodedText.Encode(secret)} x"));
        Assert.Equal("x *** x", scrubber.Scrub($"x {WebUtility.HtmlEncode(secret)} x"));
    }

    [Fact]
    public void Longer_secret_goes_before_one_that_is_part_of_it()
    {
        Assert.Equal("*** ***", new SecretScrubber(["abc", "abcdef"]).Scrub("abcdef abc"));
    }

    [Fact]
    public void Secret_at_the_cut_does_not_survive_in_part()
    {
        var scrubbed = new SecretScrubber(["0123456789"]).Scrub(new string('x', 495) + "0123456789 more");

        Assert.DoesNotContain("01234", scrubbed, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_put_on_one_line_of_at_most_500_characters()
    {
        Assert.Equal("a b c", new SecretScrubber([]).Scrub(" a\r\n\tb  c "));
        Assert.Equal(new string('x', 500) + "…", new SecretScrubber([]).Scrub(new string('x', 501)));
    }

    [Fact]
    public void Control_characters_are_taken_out()
    {
        Assert.Equal("a [31mb", new SecretScrubber([]).Scrub("a\u001b[31mb\u0000"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void Nothing_stays_nothing(string? text)
    {
        Assert.Null(new SecretScrubber(["x"]).Scrub(text));
    }

    [Fact]
    public void Empty_secret_is_ignored()
    {
        Assert.Equal("text", new SecretScrubber([""]).Scrub("text"));
    }
}
