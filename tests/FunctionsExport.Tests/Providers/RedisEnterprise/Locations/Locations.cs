namespace FunctionsExport.Tests.Providers.RedisEnterprise.Locations;

/// <summary>Valid settings of each type of location, secrets included.</summary>
internal static class Locations
{
    public const string Password = "p@ss:w/ö%";
    public const string PrivateKey = "-----BEGIN PRIVATE KEY-----\\nc2VjcmV0LWtleS1saW5l\\nb25l\\n-----END PRIVATE KEY-----\\n";
    public const string PrivateKeyText = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LWtleS1saW5l\nb25l\n-----END PRIVATE KEY-----\n";
    public const string AccountKey = "c2VjcmV0LWFjY291bnQta2V5";
    public const string SasToken = "sv=2024-11-04&sr=c&sp=cw&sig=c2VjcmV0%2Bc2ln";

    public static (string Key, string? Value)[] Url(string url = "ftp://files.example.com:2121/exports/") =>
        [("Url", url), ("Username", "ex@porter"), ("Password", Password)];

    public static (string Key, string? Value)[] Sftp { get; } =
        [("Url", "sftp://files.example.com/exports"), ("Username", "exporter"), ("Key", PrivateKey)];

    public static (string Key, string? Value)[] S3 { get; } =
    [
        ("BucketName", "exports"), ("AccessKeyId", "AKIAEXAMPLE12345"), ("SecretAccessKey", "secret/access+key"),
        ("RegionName", "eu-central-1"), ("Subdir", "/redis/orders/"),
    ];

    public static (string Key, string? Value)[] Gs { get; } =
    [
        ("BucketName", "exports"), ("ClientId", "1234"), ("ClientEmail", "exporter@project.iam.example.com"),
        ("PrivateKeyId", "key-id-secret"), ("PrivateKey", PrivateKey), ("Subdir", "redis"),
    ];

    public static (string Key, string? Value)[] Abs { get; } =
        [("Container", "exports"), ("AccountName", "account1"), ("AccountKey", AccountKey)];

    /// <summary>The valid settings of a type.</summary>
    public static (string Key, string? Value)[] Of(string type) => type switch
    {
        "url" => Url(),
        "sftp" => Sftp,
        "s3" => S3,
        "gs" => Gs,
        "abs" => Abs,
        _ => [("Path", "/mnt/exports"), ("LocalPath", "/tmp")],
    };
}
