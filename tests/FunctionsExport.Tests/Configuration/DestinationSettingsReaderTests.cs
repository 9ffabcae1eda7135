using FunctionsExport.Configuration;
using FunctionsExport.Tests.Configuration.Support;

namespace FunctionsExport.Tests.Configuration;

public sealed class DestinationSettingsReaderTests
{
    private const string Development = "UseDevelopmentStorage=true";
    private const string Key = "c2VjcmV0IGFjY291bnQga2V5IG9mIHRoZSB0ZXN0IQ==";
    private const string Account = $"DefaultEndpointsProtocol=https;AccountName=acc;AccountKey={Key};EndpointSuffix=core.windows.net";
    private const string NotAnAddress =
        "must be an https address such as https://account.blob.core.windows.net, without a SAS.";

    [Fact]
    public void Host_connection_is_the_default() => Assert.Equal(
        new DestinationSettings(Development, null, null, "exports", "exports-state"), Settings.Read().Destination);

    [Fact]
    public void Host_connection_may_be_among_the_connection_strings() => Assert.Equal(
        Account, Read(("ConnectionStrings__AzureWebJobsStorage", Account)).ConnectionString);

    [Fact]
    public void Host_connection_may_be_an_account_and_an_identity() => Assert.Equal(
        new DestinationSettings(null, new Uri("https://acc.blob.core.windows.net"), "1234", "exports", "exports-state"),
        Read(("AzureWebJobsStorage__accountName", "acc"), ("AzureWebJobsStorage__clientId", "1234")));

    [Fact]
    public void Host_connection_may_be_an_address()
    {
        var destination = Read(
            ("AzureWebJobsStorage__blobServiceUri", "https://acc.blob.core.chinacloudapi.cn"),
            ("AzureWebJobsStorage__accountName", "acc"));

        Assert.Equal(new Uri("https://acc.blob.core.chinacloudapi.cn"), destination.BlobServiceUri);
        Assert.Null(destination.ManagedIdentityClientId);
    }

    [Fact]
    public void Blank_host_settings_are_as_if_absent()
    {
        var destination = Read(
            ("AzureWebJobsStorage", " "),
            ("AzureWebJobsStorage__blobServiceUri", ""),
            ("AzureWebJobsStorage__accountName", "acc"),
            ("AzureWebJobsStorage__clientId", ""));

        Assert.Equal(new Uri("https://acc.blob.core.windows.net"), destination.BlobServiceUri);
        Assert.Null(destination.ManagedIdentityClientId);
    }

    [Fact]
    public void Own_connection_string_goes_before_the_hosts()
    {
        var destination = Settings.Read((Settings.Destination + "ConnectionString", Account)).Destination;

        Assert.Equal((Account, null), (destination.ConnectionString, destination.BlobServiceUri));
    }

    [Fact]
    public void Own_address_goes_before_the_hosts_connection_string()
    {
        var destination = Settings.Read(
            (Settings.Destination + "BlobServiceUri", "https://acc.blob.core.windows.net/"),
            (Settings.Destination + "ManagedIdentityClientId", "5678")).Destination;

        Assert.Null(destination.ConnectionString);
        Assert.Equal(new Uri("https://acc.blob.core.windows.net/"), destination.BlobServiceUri);
        Assert.Equal("5678", destination.ManagedIdentityClientId);
    }

    [Fact]
    public void Both_at_once_are_a_fault() => Assert.Equal(
        "Export__Destination__BlobServiceUri cannot be used together with Export__Destination__ConnectionString; remove one.",
        Settings.Fault(
            (Settings.Destination + "ConnectionString", Development), (Settings.Destination + "BlobServiceUri", "https://acc.test")));

    [Fact]
    public void None_is_a_fault() => Assert.Equal(
        "Export__Destination__ConnectionString is missing; set it, or Export__Destination__BlobServiceUri, or AzureWebJobsStorage, "
        + "to a storage account.",
        Settings.Fault(("AzureWebJobsStorage", null)));

    [Fact]
    public void None_is_reported_beside_other_faults() => Assert.Equal(
        ["Export__Destination__Container", "Export__Destination__ConnectionString"],
        Settings.Faults(("AzureWebJobsStorage", null), (Settings.Destination + "Container", "x")).Select(f => f.Split(' ')[0]));

    [Theory]
    [InlineData("acc")]
    [InlineData("a=b")]
    [InlineData(";")]
    [InlineData("AccountName=acc")]
    [InlineData("AccountName=acc;AccountKey=not base64;EndpointSuffix=core.windows.net;DefaultEndpointsProtocol=https")]
    [InlineData("BlobEndpoint=nonsense")]
    [InlineData("TableEndpoint=https://acc.table.core.windows.net")]
    [InlineData("https://acc.blob.core.windows.net")]
    public void Connection_string_that_is_none_is_a_fault_and_is_not_repeated(string text)
    {
        var own = Settings.Fault((Settings.Destination + "ConnectionString", text));
        var hosts = Settings.Fault(("AzureWebJobsStorage", text));

        Assert.Equal(
            "Export__Destination__ConnectionString is not a storage connection string; copy it from the account's access keys.", own);
        Assert.Equal(
            "AzureWebJobsStorage is not a storage connection string; locally, use UseDevelopmentStorage=true.", hosts);
    }

    [Theory]
    [InlineData("acc")]
    [InlineData("http://acc.blob.core.windows.net")]
    [InlineData("ftp://localhost/x")]
    [InlineData("https://acc.blob.core.windows.net/?sv=2024&sig=secret")]
    [InlineData("https://user:secret@acc.blob.core.windows.net")]
    [InlineData("/mnt/blobs")]
    public void Address_that_is_none_is_a_fault_and_is_not_repeated(string text)
    {
        Assert.Equal(
            "Export__Destination__BlobServiceUri " + NotAnAddress, Settings.Fault((Settings.Destination + "BlobServiceUri", text)));
        Assert.Equal(
            "AzureWebJobsStorage__blobServiceUri " + NotAnAddress,
            Settings.Fault(("AzureWebJobsStorage", null), ("AzureWebJobsStorage__blobServiceUri", text)));
    }

    [Fact]
    public void Account_name_that_is_none_is_a_fault() => Assert.Equal(
        "AzureWebJobsStorage__accountName is not a storage account's name.",
        Settings.Fault(("AzureWebJobsStorage", null), ("AzureWebJobsStorage__accountName", "my account")));

    [Theory]
    [InlineData("abc")]
    [InlineData("exports-2026")]
    [InlineData("0-a")]
    [InlineData("a12345678901234567890123456789012345678901234567890123456789012")]
    public void Container_names_are_taken(string name) =>
        Assert.Equal(name, Settings.Read((Settings.Destination + "Container", name)).Destination.Container);

    [Theory]
    [InlineData("ab")]
    [InlineData("Exports")]
    [InlineData("ex_ports")]
    [InlineData("-exports")]
    [InlineData("exports-")]
    [InlineData("ex--ports")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public void Other_container_names_are_faults(string name)
    {
        foreach (var key in new[] { "Container", "StateContainer" })
        {
            Assert.Equal(
                $"Export__Destination__{key} must be a container name (3 to 63 lower-case letters, digits and single hyphens), but is "
                + $"'{name}'.",
                Settings.Fault((Settings.Destination + key, name)));
        }
    }

    [Fact]
    public void One_container_for_both_is_a_fault() => Assert.Equal(
        "Export__Destination__StateContainer must differ from Export__Destination__Container, but both are 'exports'.",
        Settings.Fault((Settings.Destination + "StateContainer", "exports")));

    private static DestinationSettings Read(params (string Name, string? Value)[] settings) =>
        Settings.Read([("AzureWebJobsStorage", null), .. settings]).Destination;
}
