using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Signing;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>The emulator's own check of API v2's signatures.</summary>
public sealed class V2SignatureTests
{
    public static TheoryData<string> Vectors => V2Vector.Names;

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Vector_is_valid_and_with_any_bit_changed_is_not(string name)
    {
        var vector = V2Vector.Of(name);
        Assert.True(IsValid(vector, vector.Signature));
        var bytes = Convert.FromBase64String(vector.Signature);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(IsValid(vector, Convert.ToBase64String(bytes)));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Vector_is_not_valid_for_anything_else(string name)
    {
        var vector = V2Vector.Of(name);
        var other = vector.Method == "GET" ? "POST" : "GET";
        Assert.False(IsValid(vector with { Method = other }, vector.Signature));
        Assert.False(IsValid(vector with { Host = "x" + vector.Host }, vector.Signature));
        Assert.False(IsValid(vector with { Path = "/v2/index" }, vector.Signature));
        Assert.False(IsValid(vector with { Query = vector.Query + "&x=1" }, vector.Signature));
        Assert.False(IsValid(
            vector with { Account = vector.Account with { SecretKey = vector.Account.SecretKey + "x" } }, vector.Signature));
        foreach (var pair in vector.Query.Split('&'))
        {
            Assert.False(IsValid(vector with { Query = vector.Query.Replace(pair, pair + "x", StringComparison.Ordinal) }, vector.Signature));
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Vector_is_accepted_once_and_refused_with_a_bit_changed(string name)
    {
        var vector = V2Vector.Of(name);
        await using var tencent = await EmulatedTencent.StartAsync(0, now: vector.Time, accounts: [vector.Account]);
        tencent.Emulator.Service.AcceptPlainHttp = true;
        var changed = (vector.Signature[0] == 'A' ? "B" : "A") + vector.Signature[1..];
        Assert.Contains(await SendAsync(tencent, vector, changed), new[] { "4100", "AuthFailure.SignatureFailure" });

        // What comes after the signature: another product's host, no such backup, or an empty list.
        Assert.Contains(await SendAsync(tencent, vector, vector.Signature), new[] { "6100", "11213", "0", "NoSuchProduct" });
        Assert.Contains(await SendAsync(tencent, vector, vector.Signature), new[] { "4500", "AuthFailure.SignatureFailure" });
    }

    [Fact]
    public void Names_underscores_are_signed_as_dots_and_files_are_left_out_of_a_post()
    {
        var parameters = new Dictionary<string, string> { ["b_c"] = "d_e", ["B"] = "@file", ["Signature"] = "x" };
        Assert.Equal("GEThost/?B=@file&b.c=d_e", V2Signature.PlainText("GET", "host", "/", parameters));
        Assert.Equal("POSThost/?b.c=d_e", V2Signature.PlainText("POST", "host", "/", parameters));
    }

    private static bool IsValid(V2Vector vector, string signature) => V2Signature.IsValid(
        vector.Method,
        vector.Host,
        vector.Path,
        vector.Parameters.Append(KeyValuePair.Create("Signature", signature)).ToDictionary(),
        vector.Account.SecretKey);

    private static async Task<string> SendAsync(EmulatedTencent tencent, V2Vector vector, string signature)
    {
        var parameters = vector.Parameters.Append(KeyValuePair.Create("Signature", signature));
        var encoded = string.Join('&', parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        var isGet = vector.Method == "GET";
        // Plain HTTP: a certificate would have to be one for the vector's host.
        using var message = new HttpRequestMessage(
            new HttpMethod(vector.Method), new Uri(tencent.Emulator.HttpEndpoint, vector.Path + (isGet ? "?" + encoded : "")));
        message.Headers.Host = vector.Host;
        message.Content = isGet ? null : new StringContent(encoded, null, "application/x-www-form-urlencoded");
        using var answer = await tencent.SendAsync(message);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (body["code"] ?? body["Response"]!["Error"]!["Code"])!.ToString();
    }
}
