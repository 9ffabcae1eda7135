using FunctionsExport.Providers.TencentCrs.Signing;
using FunctionsExport.Tests.Providers.TencentCrs.Support;

namespace FunctionsExport.Tests.Providers.TencentCrs.Signing;

/// <summary>The published test vectors of API v2's signature, and two of this product's calls.</summary>
public sealed class CrsSignatureTests
{
    private const string Path = "/v2/index.php";
    private const string Sha256 = "HmacSHA256";
    private const string Sha1 = "HmacSHA1";

    [Theory]
    [InlineData(Sha256, "0EEm/HtGRr/VJXTAD9tYMth1Bzm3lLHz5RCDv1GdM8s=")]
    [InlineData(Sha1, "nPVnY6njQmwQ8ciqbPl5Qe+Oru4=")]
    public void Vector_A_and_B_of_the_signature_page(string method, string expected)
    {
        var plain = CrsSignature.PlainText("GET", "cvm.api.qcloud.com", Path, Parameters(
            ("SignatureMethod", method),
            ("Region", "ap-guangzhou"),
            ("Action", "DescribeInstances"),
            ("InstanceIds.0", "ins-09dx96dg"),
            ("Nonce", "11886"),
            ("Timestamp", "1465185768"),
            ("SecretId", CrsSource.SecretId)));

        Assert.Equal(
            "GETcvm.api.qcloud.com/v2/index.php?Action=DescribeInstances&InstanceIds.0=ins-09dx96dg&Nonce=11886&Region=ap-guangzhou"
            + $"&SecretId=AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA&SignatureMethod={method}&Timestamp=1465185768",
            plain);
        Assert.Equal(expected, Sign(plain, method));
    }

    [Fact]
    public void Vector_A_is_encoded_once() => Assert.Equal(
        "0EEm%2FHtGRr%2FVJXTAD9tYMth1Bzm3lLHz5RCDv1GdM8s%3D", Uri.EscapeDataString("0EEm/HtGRr/VJXTAD9tYMth1Bzm3lLHz5RCDv1GdM8s="));

    [Fact]
    public void Vector_C_of_the_older_page_signs_with_SHA1()
    {
        var plain = CrsSignature.PlainText("GET", "cvm.api.qcloud.com", Path, Parameters(
            ("Timestamp", "1408704141"),
            ("Action", "DescribeInstances"),
            ("Nonce", "345122"),
            ("Region", "gz"),
            ("SecretId", CrsSource.SecretId)));

        Assert.Equal("HgIYOPcx5lN6gz8JsCFBNAWp2oQ=", Sign(plain, Sha1));
    }

    [Theory]
    [InlineData("POST", Sha1, "p3n+pxBqF5JGZtDSxoVn5tGngf0=")]
    [InlineData("GET", Sha1, "5HAq1BOKNLEE2/uauWnp6Zv9Z3c=")]
    [InlineData("POST", Sha256, "B2T37FRSP6Fk0/q/cdfrTE0p3zX5ooB/2BPWZUFpsj4=")]
    public void Vector_D_of_the_SDKs_unit_test(string verb, string method, string expected)
    {
        var plain = CrsSignature.PlainText(verb, "cvm.api.qcloud.com", Path, Parameters(
            ("SecretId", "secretIdFoo"),
            ("Region", "ap-guangzhou"),
            ("SignatureMethod", method),
            ("Nonce", "1290303896666895346"),
            ("Timestamp", "1512393162"),
            ("Action", "DescribeInstances"),
            ("Version", "2017-03-12")));

        Assert.Equal(expected, CrsSignature.Compute(plain, "secretKeyBar", MethodOf(method)));
    }

    [Theory]
    [InlineData("GET", Sha256, "IG0bAsdjgSC+yZlPVg+9EjL+hGTRq7iVXtCkaMm/bbM=")]
    [InlineData("GET", Sha1, "c7MdKeSlMsRw97yxhT6M7gkg5xA=")]
    [InlineData("POST", Sha256, "IydyQJciJmBbciW2uPTcAMXtPlX7DApVLXgLtRh489o=")]
    [InlineData("POST", Sha1, "w5veb3hza3omIi1jvikphCWkmcs=")]
    public void Vector_E_of_ExportRedisBackup_sorts_lower_case_names_last(string verb, string method, string expected) =>
        Assert.Equal(expected, SignOwn(
            verb, method, ("Action", "ExportRedisBackup"), ("redisId", "crs-j30wibe7"), ("backupId", CrsTest.BackupId)));

    [Theory]
    [InlineData("GET", Sha256, "sSXXHOEhbDjbanGxkaMPxzQ/5DMEnANgFUnf07d/Zys=")]
    [InlineData("GET", Sha1, "x2hAUgPn958GRFhc/ILAhGZ/AA0=")]
    [InlineData("POST", Sha256, "bNk3HxwZbfciEe0gHupdmCurpghNuEr0+q1L4ufiAA4=")]
    [InlineData("POST", Sha1, "wt5sqoMUd01g1TWycHtQjiwOujM=")]
    public void Vector_E_of_GetRedisBackupList_signs_values_raw(string verb, string method, string expected) =>
        Assert.Equal(expected, SignOwn(
            verb,
            method,
            ("Action", "GetRedisBackupList"),
            ("limit", "10"),
            ("offset", "0"),
            ("redisId", "crs-izbob1wh"),
            ("beginTime", "2017-02-08 16:46:34"),
            ("endTime", "2017-02-08 19:09:26")));

    [Fact]
    public void Underscores_become_dots_in_names_alone() => Assert.Equal(
        "POSTh/p?a.b=c_d", CrsSignature.PlainText("POST", "h", "/p", Parameters(("a_b", "c_d"), ("Signature", "left out"))));

    private static string SignOwn(string verb, string method, params (string, string)[] own) => Sign(
        CrsSignature.PlainText(verb, "redis.api.qcloud.com", Path, Parameters([
            .. own,
            ("Nonce", "11886"),
            ("Timestamp", "1465185768"),
            ("Region", "ap-guangzhou"),
            ("SecretId", CrsSource.SecretId),
            ("SignatureMethod", method),
        ])),
        method);

    private static string Sign(string plain, string method) => CrsSignature.Compute(plain, CrsSource.SecretKey, MethodOf(method));

    private static SignatureMethod MethodOf(string name) =>
        name == Sha256 ? SignatureMethod.HmacSha256 : SignatureMethod.HmacSha1;

    private static IEnumerable<KeyValuePair<string, string>> Parameters(params (string Name, string Value)[] parameters) =>
        parameters.Select(p => KeyValuePair.Create(p.Name, p.Value));
}
