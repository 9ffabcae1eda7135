using System.Globalization;
using LocalFunctions.Hosting.Management;
using Newtonsoft.Json;

namespace LocalFunctions.Tests.Hosting.Management;

public sealed class PayloadJsonTests
{
    [Theory]
    [InlineData("""{"a":[1,2.50,"x",null,true]}""", """{"a":[1,2.5,"x",null,true]}""")]
    [InlineData("""{"$type":"System.IO.FileInfo","d":"2026-01-02T03:04:05Z"}""", """{"$type":"System.IO.FileInfo","d":"2026-01-02T03:04:05Z"}""")]
    [InlineData("a reason", "\"a reason\"")]
    [InlineData("[1,2", "\"[1,2\"")]
    [InlineData("/* why */", "\"/* why */\"")]
    [InlineData("/* why */ 5", "5")]
    [InlineData("", "\"\"")]
    [InlineData(null, "null")]
    public void A_stored_value_is_shown_as_JSON_when_it_is_that_and_as_a_string_otherwise(string? stored, string shown)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            PayloadJson.WriteStored(json, stored);
        }

        Assert.Equal(shown, text.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("'")]
    public void Many_small_values_take_no_hundredfold_memory(string quote)
    {
        var stored = $"[{string.Join(',', Enumerable.Repeat("12", 200_000))},{quote}12{quote}]";
        var before = GC.GetAllocatedBytesForCurrentThread();

        PayloadJson.ReadInput(stored);
        using var json = new JsonTextWriter(TextWriter.Null);
        PayloadJson.WriteStored(json, stored);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / stored.Length, 0, 60);
    }

    [Theory]
    [InlineData("\"a\\ud800\"", "\"a\ufffd\"")]
    [InlineData("'\\udc00b'", "\"\ufffdb\"")]
    [InlineData("{\"\\ud800\":1}", "{\"\ufffd\":1}")]
    [InlineData("\"\\ud83d\\ude00\"", "\"\\ud83d\\ude00\"")]
    public void Half_a_character_is_replaced_as_the_real_extension_does(string body, string read) =>
        Assert.Equal(read, PayloadJson.ReadEvent(body).GetRawText());
}
