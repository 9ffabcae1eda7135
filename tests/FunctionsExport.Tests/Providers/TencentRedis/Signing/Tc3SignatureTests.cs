using System.Security.Cryptography;
using System.Text;
using FunctionsExport.Providers.TencentRedis.Signing;

namespace FunctionsExport.Tests.Providers.TencentRedis.Signing;

/// <summary>The test vectors that Tencent Cloud has published, with the key pairs of its pages, which are no one's.</summary>
public sealed class Tc3SignatureTests
{
    private const string SecretId = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    private const string SecretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";

    // In the body the characters are escaped: what is hashed is ASCII.
    private const string InstancesBody =
        """{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""";

    [Fact]
    public void Vector_of_the_signature_page_signs_content_type_and_host()
    {
        var request = Instances(action: null);

        Assert.Equal(
            "35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064",
            Convert.ToHexStringLower(SHA256.HashData(request.Body.Span)));
        Assert.Equal(
            "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031", Tc3Signature.CanonicalHash(request));
        Assert.Equal(
            "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168", Tc3Signature.Signature(request, SecretKey));
        Assert.Equal(
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, "
            + "SignedHeaders=content-type;host, "
            + "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
            Tc3Signature.Authorization(request, SecretId, SecretKey));
    }

    [Fact]
    public void Vector_of_the_newer_pages_signs_the_action_too()
    {
        var key = new string('*', 32);
        var request = Instances("DescribeInstances");

        Assert.Equal(
            "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84", Tc3Signature.CanonicalHash(request));
        Assert.Equal(
            "b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af",
            Convert.ToHexStringLower(Tc3Signature.SigningKey(request, key)));
        Assert.Equal(
            "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f", Tc3Signature.Signature(request, key));
    }

    [Fact]
    public void Vector_of_a_backup_s_addresses_is_as_it_was_computed_elsewhere()
    {
        var request = new Tc3Request
        {
            Host = "redis.tencentcloudapi.com",
            Service = "redis",
            ContentType = "application/json",
            Body = Encoding.UTF8.GetBytes("""{"InstanceId":"crs-4y9t57vt","BackupId":"678362566696298532848117"}"""),
            Timestamp = 1551113065,
        };

        Assert.Equal(
            "3b56767df32643eeb64cb9c44247bbbaf95dd0e4995e23ba6d19b6a1a29d0c39", Tc3Signature.Signature(request, SecretKey));
    }

    [Fact]
    public void Date_of_the_scope_is_that_of_UTC()
    {
        // 2019-02-26 07:59:59 in Beijing.
        var request = Instances("DescribeInstances") with { Timestamp = 1551139199 };

        Assert.Contains("/2019-02-25/cvm/", Tc3Signature.Authorization(request, SecretId, SecretKey), StringComparison.Ordinal);
        Assert.Contains(
            "/2019-02-26/cvm/",
            Tc3Signature.Authorization(request with { Timestamp = 1551139200 }, SecretId, SecretKey),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Canonical_request_ends_its_headers_with_an_empty_line()
    {
        Assert.Equal(
            "POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:cvm.tencentcloudapi.com\nx-tc-action:describeinstances\n\n"
            + "content-type;host;x-tc-action\n35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064",
            Tc3Signature.CanonicalRequest(Instances("DescribeInstances")));
    }

    private static Tc3Request Instances(string? action) => new()
    {
        Host = "cvm.tencentcloudapi.com",
        Service = "cvm",
        ContentType = "application/json; charset=utf-8",
        Action = action,
        Body = Encoding.UTF8.GetBytes(InstancesBody),
        Timestamp = 1551113065,
    };
}
