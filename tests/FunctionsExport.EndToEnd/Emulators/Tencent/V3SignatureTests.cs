using System.Text;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Signing;
using Microsoft.AspNetCore.Http;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>The emulator's own check of TC3-HMAC-SHA256.</summary>
public sealed class V3SignatureTests
{
    private const long Timestamp = 1_551_113_065;
    private const string CvmBody =
        """{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""";

    private const string RedisBody = """{"InstanceId":"crs-4y9t57vt","BackupId":"678362566696298532848117"}""";
    private const string JsonUtf8 = "application/json; charset=utf-8";

    public static TheoryData<string, string, string, string, string, bool, string> Vectors => new()
    {
        {
            "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", "cvm", "DescribeInstances", JsonUtf8, CvmBody, false,
            "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
        },
        {
            "********************************", "cvm", "DescribeInstances", JsonUtf8, CvmBody, true,
            "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"
        },
        {
            "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", "redis", "DescribeBackupUrl", "application/json", RedisBody, false,
            "3b56767df32643eeb64cb9c44247bbbaf95dd0e4995e23ba6d19b6a1a29d0c39"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Vector_is_valid_and_with_any_bit_changed_is_not(
        string key, string service, string action, string type, string body, bool signsAction, string signature)
    {
        var bytes = Convert.FromHexString(signature);
        Assert.True(IsValid(signature));
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(IsValid(Convert.ToHexStringLower(bytes)));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.False(IsValid(signature, text: body + " "));
        Assert.False(IsValid(signature, timestamp: Timestamp + 1));
        Assert.False(IsValid(signature, date: "2019-02-26"));
        Assert.False(IsValid(signature, contentType: type + ";"));
        Assert.False(IsValid(signature, scope: "cbs"));
        Assert.False(IsValid(signature, headers: "host"));

        bool IsValid(
            string value,
            string? text = null,
            long timestamp = Timestamp,
            string date = "2019-02-25",
            string? contentType = null,
            string? scope = null,
            string? headers = null)
        {
            var request = new DefaultHttpContext().Request;
            request.Method = "POST";
            request.Headers.Host = $"{service}.tencentcloudapi.com";
            request.Headers.ContentType = contentType ?? type;
            request.Headers["X-TC-Action"] = action;
            var signed = headers ?? (signsAction ? "content-type;host;x-tc-action" : "content-type;host");
            var authorization = new Tc3Authorization("id", date, scope ?? service, signed, value);
            return Tc3Signature.IsValid(request, Encoding.UTF8.GetBytes(text ?? body), authorization, timestamp, key);
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Vector_is_accepted_and_refused_with_a_bit_changed(
        string key, string service, string action, string type, string body, bool signsAction, string signature)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(Timestamp);
        await using var tencent = await EmulatedTencent.StartAsync(0, now: now, accounts: [new TencentAccount("AKIDexample", key)]);
        tencent.Emulator.Service.AcceptPlainHttp = true;
        Assert.Equal("AuthFailure.SignatureFailure", await SendAsync((signature[0] == '0' ? "1" : "0") + signature[1..]));
        Assert.Equal(service == "cvm" ? "NoSuchProduct" : "ResourceNotFound.InstanceNotExists", await SendAsync(signature));

        async Task<string?> SendAsync(string value)
        {
            var request = new V3Request(action, now, body)
            {
                SecretId = "AKIDexample",
                Host = $"{service}.tencentcloudapi.com",
                Service = service,
                ContentType = type,
                SignsAction = signsAction,
                Signature = value,
            };

            // Plain HTTP: a certificate would have to be one for the vector's host.
            using var answer = await tencent.SendAsync(request.ToMessage(tencent.Emulator.HttpEndpoint));
            return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["Response"]!["Error"]!["Code"];
        }
    }

    [Theory]
    [InlineData("Basic abc")]
    [InlineData("TC3-HMAC-SHA256 Credential=a/2019-02-25/redis/tc3_request, SignedHeaders=host, Signature=00")]
    [InlineData("")]
    public void Header_of_another_form_is_not_read(string header) => Assert.Null(Tc3Authorization.Parse(header));
}
