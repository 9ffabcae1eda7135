using FunctionsExport.Providers;
using FunctionsExport.Providers.RedisEnterprise;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise;

/// <summary>Which sources name one database, so that they share its lock.</summary>
public sealed class ClusterIdentityTests
{
    private readonly RedisEnterpriseProviderFactory _factory = TestSource.CreateFactory();

    [Fact]
    public void Order_of_the_nodes_makes_no_difference() =>
        AssertSame(Create("https://n1,https://n2,https://n3"), Create("https://n3,https://n1,https://n2"));

    [Theory]
    [InlineData("https://n1")]
    [InlineData("https://n2:9443")]
    [InlineData("HTTPS://N3/")]
    public void Source_with_one_of_the_nodes_is_of_the_same_cluster(string one) =>
        AssertSame(Create("https://n1, https://n2, https://n3"), Create(one));

    [Fact]
    public void Source_read_last_may_join_two_others()
    {
        var (first, second, other) = (Create("https://n2"), Create("https://n3"), Create("https://n4"));
        Assert.NotEqual(first.Database, second.Database);

        Create("https://n3,https://n1,https://n2");

        AssertSame(first, second);
        Assert.NotEqual(first.Database, other.Database);
    }

    [Fact]
    public void Cluster_name_joins_sources_without_a_node_in_common()
    {
        AssertSame(Create("https://n1", name: "Prod"), Create("https://10.0.0.1", name: "prod"));
        Assert.NotEqual(Create("https://n1", name: "prod").Database, Create("https://n9", name: "test").Database);
    }

    [Theory]
    [InlineData("https://n1", "https://n1:443")]
    [InlineData("https://n1", "https://n2")]
    public void Sources_without_anything_in_common_are_of_different_clusters(string first, string second) =>
        Assert.NotEqual(Create(first).Database, Create(second).Database);

    [Fact]
    public void Databases_of_one_cluster_differ() =>
        Assert.NotEqual(Create("https://n1").Database, Create("https://n1", uid: "8").Database);

    private static void AssertSame(IExportProvider a, IExportProvider b) => Assert.Equal(a.Database, b.Database);

    private IExportProvider Create(string endpoints, string? name = null, string uid = "7")
    {
        using var source = new TestSource { Factory = _factory };
        return source.With("Endpoint", null).With("Endpoints", endpoints).With("ClusterName", name).With("DatabaseId", uid).Create();
    }
}
