using System.Text.Json;
using FunctionsExport.Tests.Infra.Support;

namespace FunctionsExport.Tests.Infra;

/// <summary>What the template must not lose: no keys, no way around the private network, exports that can be brought back.</summary>
public sealed class ProtectionTests
{
    private const string StorageType = "Microsoft.Storage/storageAccounts";

    public static TheoryData<string> Templates => ["least", "sample"];

    [Theory]
    [MemberData(nameof(Templates))]
    public void No_key_or_password_opens_anything(string template)
    {
        var accounts = Of(template).OfType(StorageType).ToList();
        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, a => Assert.Equal((false, false, true, "TLS1_2"), (
            Flag(a, "allowSharedKeyAccess"), Flag(a, "allowBlobPublicAccess"), Flag(a, "supportsHttpsTrafficOnly"),
            Text(a, "minimumTlsVersion"))));
        Assert.All(Of(template).OfType("Microsoft.Insights/components"), c => Assert.True(Flag(c, "DisableLocalAuth")));
        Assert.All(Of(template).OfType("Microsoft.KeyVault/vaults"), v => Assert.True(Flag(v, "enableRbacAuthorization")));
        Assert.Equal(
            [false, false],
            Of(template).OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Select(p => Flag(p, "allow")));
        Assert.True(Flag(Of(template).OfType("Microsoft.Web/sites").Single(), "httpsOnly"));
        Assert.DoesNotContain(Of(template).Settings.Values, v => v.Contains("AccountKey", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Private_network_closes_storage_and_vault_but_to_operators()
    {
        var host = Template.Sample.OfType(StorageType).Single(a => Template.NameOf(a).StartsWith("sthost", StringComparison.Ordinal));
        var closed = Template.Sample.OfType(StorageType).Concat(Template.Sample.OfType("Microsoft.KeyVault/vaults")).ToList();

        Assert.Equal(3, closed.Count);
        Assert.All(closed, r => Assert.Equal("Deny", Properties(r).GetProperty("networkAcls").GetProperty("defaultAction").GetString()));
        Assert.Equal("Disabled", Text(host, "publicNetworkAccess"));
        Assert.Empty(Properties(host).GetProperty("networkAcls").GetProperty("ipRules").EnumerateArray());
        Assert.Equal(
            ["pep-exports-blob", "pep-host-blob", "pep-vault"],
            Template.Sample.OfType("Microsoft.Network/privateEndpoints").Select(Template.NameOf).Order());
        Assert.EndsWith(
            "/subnets/app", Text(Template.Sample.OfType("Microsoft.Web/sites").Single(), "virtualNetworkSubnetId"), StringComparison.Ordinal);
        Assert.Empty(Template.Least.OfType("Microsoft.Network/virtualNetworks"));
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void Vault_logs_who_has_asked_for_what(string template)
    {
        var audit = Assert.Single(Of(template).OfType("Microsoft.Insights/diagnosticSettings"));

        Assert.Contains("Microsoft.KeyVault/vaults/", audit.GetProperty("id").GetString(), StringComparison.Ordinal);
        var log = Assert.Single(Properties(audit).GetProperty("logs").EnumerateArray());
        Assert.Equal(("audit", true), (log.GetProperty("categoryGroup").GetString(), log.GetProperty("enabled").GetBoolean()));
        Assert.Contains("Microsoft.OperationalInsights/workspaces", Text(audit, "workspaceId"), StringComparison.Ordinal);
    }

    [Fact]
    public void Exports_can_be_brought_back_and_only_they_are_immutable()
    {
        var services = Template.Sample.OfType("Microsoft.Storage/storageAccounts/blobServices").ToList();
        var exports = services.Single(s => Template.NameOf(s).StartsWith("stexp", StringComparison.Ordinal));

        Assert.True(Flag(exports, "isVersioningEnabled"));
        Assert.True(Properties(exports).GetProperty("deleteRetentionPolicy").GetProperty("enabled").GetBoolean());
        Assert.True(Properties(exports).GetProperty("containerDeleteRetentionPolicy").GetProperty("enabled").GetBoolean());
        Assert.False(Flag(services.Single(s => s.ToString() != exports.ToString()), "isVersioningEnabled"));
        var policy = Assert.Single(
            Template.Sample.OfType("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies"));
        Assert.EndsWith("/default/exports/default", Template.NameOf(policy), StringComparison.Ordinal);
        Assert.Equal(30, Properties(policy).GetProperty("immutabilityPeriodSinceCreationInDays").GetInt32());
        Assert.Empty(Template.Least.OfType("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies"));
    }

    private static Template Of(string template) => template == "least" ? Template.Least : Template.Sample;

    private static JsonElement Properties(JsonElement resource) => resource.GetProperty("properties");

    private static bool Flag(JsonElement resource, string name) => Properties(resource).GetProperty(name).GetBoolean();

    private static string Text(JsonElement resource, string name) => Properties(resource).GetProperty(name).GetString()!;
}
