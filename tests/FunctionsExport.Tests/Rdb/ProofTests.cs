using System.Text.Json;
using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

public sealed class ProofTests
{
    [Theory]
    [InlineData(Proof.None, "\"none\"")]
    [InlineData(Proof.Structure, "\"structure\"")]
    [InlineData(Proof.Checksum, "\"checksum\"")]
    [InlineData(Proof.Full, "\"full\"")]
    public void Proof_is_written_as_its_name_and_read_again(Proof proof, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(proof));
        Assert.Equal(proof, JsonSerializer.Deserialize<Proof>(json));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("\"complete\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("null")]
    public void Anything_else_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Proof>(json));

    [Fact]
    public void Nothing_proven_is_the_default() => Assert.Equal(Proof.None, default(Proof));
}
