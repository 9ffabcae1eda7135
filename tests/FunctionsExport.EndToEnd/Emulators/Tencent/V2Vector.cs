using FunctionsExport.Emulators.Tencent.Accounts;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>Signatures of API v2, and of API 3.0 signed the older way, that are published, or computed by the published algorithm.</summary>
/// <param name="Name">Where it is from.</param>
/// <param name="Account">The sample key pair.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Host">The host that is signed.</param>
/// <param name="Path">The path that is signed.</param>
/// <param name="Query">The signed parameters, not encoded.</param>
/// <param name="Signature">The signature.</param>
internal sealed record V2Vector(
    string Name, TencentAccount Account, string Method, string Host, string Path, string Query, string Signature)
{
    private const string V2Path = "/v2/index.php";
    private const string Id = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3gnPhESA";
    private static readonly TencentAccount Sample = new(Id, "Gu5t9xGARNpq86cd98joQYCN3Cozk1qA");
    private static readonly TencentAccount Foo = new("secretIdFoo", "secretKeyBar");

    private static readonly TencentAccount Example =
        new("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE");

    private static readonly IReadOnlyList<V2Vector> All =
    [
        new("page, SHA-256", Sample, "GET", "cvm.api.qcloud.com", V2Path,
            "Action=DescribeInstances&InstanceIds.0=ins-09dx96dg&Nonce=11886&Region=ap-guangzhou&SecretId=" + Id
                + "&SignatureMethod=HmacSHA256&Timestamp=1465185768",
            "0EEm/HtGRr/VJXTAD9tYMth1Bzm3lLHz5RCDv1GdM8s="),
        new("page, SHA-1", Sample, "GET", "cvm.api.qcloud.com", V2Path,
            "Action=DescribeInstances&InstanceIds.0=ins-09dx96dg&Nonce=11886&Region=ap-guangzhou&SecretId=" + Id
                + "&SignatureMethod=HmacSHA1&Timestamp=1465185768",
            "nPVnY6njQmwQ8ciqbPl5Qe+Oru4="),
        new("older page, no method", Sample, "GET", "cvm.api.qcloud.com", V2Path,
            "Action=DescribeInstances&Nonce=345122&Region=gz&SecretId=" + Id + "&Timestamp=1408704141",
            "HgIYOPcx5lN6gz8JsCFBNAWp2oQ="),
        new("SDK, POST, SHA-1", Foo, "POST", "cvm.api.qcloud.com", V2Path, FooQuery("HmacSHA1"), "p3n+pxBqF5JGZtDSxoVn5tGngf0="),
        new("SDK, GET, SHA-1", Foo, "GET", "cvm.api.qcloud.com", V2Path, FooQuery("HmacSHA1"), "5HAq1BOKNLEE2/uauWnp6Zv9Z3c="),
        new("SDK, POST, SHA-256", Foo, "POST", "cvm.api.qcloud.com", V2Path, FooQuery("HmacSHA256"),
            "B2T37FRSP6Fk0/q/cdfrTE0p3zX5ooB/2BPWZUFpsj4="),
        new("export, GET, SHA-256", Sample, "GET", "redis.api.qcloud.com", V2Path, ExportQuery("HmacSHA256"),
            "IG0bAsdjgSC+yZlPVg+9EjL+hGTRq7iVXtCkaMm/bbM="),
        new("export, GET, SHA-1", Sample, "GET", "redis.api.qcloud.com", V2Path, ExportQuery("HmacSHA1"),
            "c7MdKeSlMsRw97yxhT6M7gkg5xA="),
        new("export, POST, SHA-256", Sample, "POST", "redis.api.qcloud.com", V2Path, ExportQuery("HmacSHA256"),
            "IydyQJciJmBbciW2uPTcAMXtPlX7DApVLXgLtRh489o="),
        new("export, POST, SHA-1", Sample, "POST", "redis.api.qcloud.com", V2Path, ExportQuery("HmacSHA1"),
            "w5veb3hza3omIi1jvikphCWkmcs="),
        new("list, GET, SHA-256", Sample, "GET", "redis.api.qcloud.com", V2Path, ListQuery("HmacSHA256"),
            "sSXXHOEhbDjbanGxkaMPxzQ/5DMEnANgFUnf07d/Zys="),
        new("list, GET, SHA-1", Sample, "GET", "redis.api.qcloud.com", V2Path, ListQuery("HmacSHA1"),
            "x2hAUgPn958GRFhc/ILAhGZ/AA0="),
        new("list, POST, SHA-256", Sample, "POST", "redis.api.qcloud.com", V2Path, ListQuery("HmacSHA256"),
            "bNk3HxwZbfciEe0gHupdmCurpghNuEr0+q1L4ufiAA4="),
        new("list, POST, SHA-1", Sample, "POST", "redis.api.qcloud.com", V2Path, ListQuery("HmacSHA1"),
            "wt5sqoMUd01g1TWycHtQjiwOujM="),
        new("3.0, older way", Example, "GET", "cvm.tencentcloudapi.com", "/",
            "Action=DescribeInstances&InstanceIds.0=ins-09dx96dg&Limit=20&Nonce=11886&Offset=0&Region=ap-guangzhou"
                + "&SecretId=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE&Timestamp=1465185768&Version=2017-03-12",
            "EliP9YW3pW28FpsEdkXt/+WcGeI="),
    ];

    public static TheoryData<string> Names => [.. All.Select(vector => vector.Name)];

    public IReadOnlyDictionary<string, string> Parameters =>
        Query.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    public DateTimeOffset Time =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(Parameters["Timestamp"], System.Globalization.CultureInfo.InvariantCulture));

    public static V2Vector Of(string name) => All.Single(vector => vector.Name == name);

    private static string FooQuery(string method) =>
        "Action=DescribeInstances&Nonce=1290303896666895346&Region=ap-guangzhou&SecretId=secretIdFoo"
        + $"&SignatureMethod={method}&Timestamp=1512393162&Version=2017-03-12";

    private static string ExportQuery(string method) =>
        $"Action=ExportRedisBackup&Nonce=11886&Region=ap-guangzhou&SecretId={Id}&SignatureMethod={method}&Timestamp=1465185768"
        + "&backupId=3a07b27e-f744-11e6-babc-525400082493&redisId=crs-j30wibe7";

    private static string ListQuery(string method) =>
        $"Action=GetRedisBackupList&Nonce=11886&Region=ap-guangzhou&SecretId={Id}&SignatureMethod={method}&Timestamp=1465185768"
        + "&beginTime=2017-02-08 16:46:34&endTime=2017-02-08 19:09:26&limit=10&offset=0&redisId=crs-izbob1wh";
}
