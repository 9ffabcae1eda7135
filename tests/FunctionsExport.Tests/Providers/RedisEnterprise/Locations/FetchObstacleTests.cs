using FunctionsExport.Configuration;
using FunctionsExport.Providers.RedisEnterprise;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Locations;

public sealed class FetchObstacleTests
{
    [Theory]
    [InlineData("sftp", true)]
    [InlineData("gs", true)]
    [InlineData("url", false)]
    public void Source_that_always_fetches_needs_a_location_that_can_be_read(string type, bool refused)
    {
        const string source = "Export:Sources:orders:";
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            [source + "Provider"] = "RedisEnterprise",
            [source + "Fetch"] = "true",
            [source + "RedisEnterprise:Endpoint"] = "https://localhost:9443",
            [source + "RedisEnterprise:DatabaseId"] = "7",
            [source + "RedisEnterprise:Username"] = "exporter@example.com",
            [source + "RedisEnterprise:Password"] = "secret",
            [source + "RedisEnterprise:ExportLocation:Type"] = type,
        };
        foreach (var (key, value) in Locations.Of(type))
        {
            settings[$"{source}RedisEnterprise:ExportLocation:{key}"] = value;
        }

        var thrown = Record.Exception(() => new ExportSettingsReader(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build(),
            [new RedisEnterpriseProviderFactory(NullLoggerFactory.Instance, TimeProvider.System)]).Read());

        Assert.Equal(refused, thrown is ExportSettingsException);
        Assert.Equal(
            refused,
            thrown?.Message.Contains(
                $"Export__Sources__orders__Fetch cannot be used with an export location of the type {type}", StringComparison.Ordinal)
            == true);
    }
}
