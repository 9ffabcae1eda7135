using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Faults;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Security;
using FunctionsExport.EndToEnd.Emulators.RedisEnterprise;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Contract;

/// <summary>Whole exports by the app: each form of login and the faults that repeats could make worse.</summary>
public abstract class DeliveryContractTests : IAsyncLifetime
{
    private ClientCertificate _certificate = null!;
    private ExportWorld _world = null!;

    private protected abstract bool Twice { get; }

    private ClusterDatabase Database => _world.Database("orders");

    public async Task InitializeAsync()
    {
        var certificate = new ClientCertificate();
        _certificate = certificate;
        _world = await ExportWorld.StartAsync(Options());
    }

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        _certificate.Dispose();
    }

    // One world for all of it: an app takes longer to start than an export to run.
    [Fact]
    public async Task Every_form_of_login_exports_once()
    {
        await _world.FillAsync("orders", keys: 100);
        foreach (var source in new[] { "orders", "tokens", "certificate", "nodes" })
        {
            var accepted = Database.ExportsAccepted;

            var status = await RunAsync(source, fetch: true);

            Assert.True(ExportApi.StateOf(status) == "succeeded", $"{source}: {status}");
            Assert.Equal(accepted + 1, Database.ExportsAccepted);
            Assert.Equal(100, (long?)status["database"]!["keys"]);
            Assert.True((long?)status["database"]!["usedMemoryBytes"] > 0);
        }
    }

    [Fact]
    public async Task Wrong_password_ends_the_export_and_locks_nobody()
    {
        for (var export = 0; export < 3; export++)
        {
            AssertFailed("unauthorized", await RunAsync("wrong", fetch: false));
        }

        Assert.False(_world.Cluster.Accounts.IsLocked(new RedisEnterpriseEmulatorOptions().Username));
        Assert.Single(_world.Cluster.Journal.Entries, e => e.Status == 401);
        Assert.Equal(0, Database.ExportRequests);
    }

    [Fact]
    public async Task Lost_answer_and_stale_success_start_nothing_twice()
    {
        Assert.Equal("succeeded", ExportApi.StateOf(await RunAsync("orders", fetch: false)));
        Database.Faults.DropsAfterAccepting = 1;
        Database.Faults.StaleSucceededReads = 2;

        var status = await RunAsync("tokens", fetch: true);

        Assert.Equal("succeeded", ExportApi.StateOf(status));
        Assert.Equal(2, Database.ExportRequests);
        Assert.Equal(2, Database.ExportsAccepted);
    }

    [Fact]
    public async Task Faults_of_a_run_have_their_codes()
    {
        Database.Faults.NextRun(RunFault.Fail("no-permission", atPercent: 30));
        AssertFailed("destination-denied", await RunAsync("orders", fetch: false));

        Database.Faults.NextRun(RunFault.SucceedWith(FileFault.Empty));
        AssertFailed("incomplete", await RunAsync("orders", fetch: true));

        Database.Faults.NextRun(RunFault.LoseStatus(files: 1));
        AssertFailed("export-failed", await RunAsync("orders", fetch: true));

        Database.Faults.NextRun(RunFault.NeverStart());
        AssertFailed("not-started", await RunAsync("orders", fetch: true));
        Assert.Equal(4, Database.ExportRequests);
    }

    private WorldOptions Options() => new()
    {
        Databases = [("orders", 2)],
        DeliverActivitiesTwice = Twice,
        Settings = { ["Export__StartGrace"] = "00:00:10" },
        ChangeCluster = options => options with
        {
            ClientCaPem = _certificate.CaPem,
            FurtherNodes = [new EmulatedNode(), new EmulatedNode(NodeState.Dead)],
            Users = [new EmulatedUser("exporter@example.com", "", UserRole.DbMember) { CertificateSubject = ClientCertificate.Subject }],
        },
        LateSettings = Sources,
    };

    private Dictionary<string, string?> Sources(ExportWorld world)
    {
        var nodes = string.Join(',', world.Cluster.Nodes.Reverse().Select(n => n.Endpoint));
        var sources = new Dictionary<string, Dictionary<string, string?>>
        {
            ["tokens"] = new() { ["Authentication"] = "Jwt" },
            ["certificate"] = new()
            {
                ["Username"] = null,
                ["Password"] = null,
                ["ClientCertificateFile"] = WriteCertificate(world.Folder.File("client.pem")),
            },
            ["nodes"] = new() { ["Endpoint"] = null, ["Endpoints"] = nodes },
            ["wrong"] = new() { ["Password"] = "not the password" },
        };
        return sources.SelectMany(source => world.SourceSettings(1)
                .Where(s => !source.Value.ContainsKey(s.Key.Replace("RedisEnterprise__", "", StringComparison.Ordinal)))
                .Concat(source.Value.Where(c => c.Value is not null).Select(c => KeyValuePair.Create("RedisEnterprise__" + c.Key, c.Value)))
                .Select(s => KeyValuePair.Create($"Export__Sources__{source.Key}__{s.Key}", s.Value)))
            .ToDictionary();
    }

    private string WriteCertificate(string path)
    {
        using var key = _certificate.Certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(path, _certificate.Certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        return path;
    }

    private async Task<JsonObject> RunAsync(string source, bool fetch) =>
        await _world.Api.WaitForEndAsync(await _world.Api.StartAcceptedAsync(source, fetch));

    private static void AssertFailed(string code, JsonObject status)
    {
        Assert.Equal("failed", ExportApi.StateOf(status));
        Assert.Equal(code, (string)status["failure"]!["code"]!);
    }
}
