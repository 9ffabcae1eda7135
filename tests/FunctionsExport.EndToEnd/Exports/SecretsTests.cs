using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FunctionsExport.Emulators.RedisEnterprise;
using FunctionsExport.Emulators.RedisEnterprise.Faults;
using FunctionsExport.Emulators.RedisEnterprise.Security;
using FunctionsExport.EndToEnd.Emulators.RedisEnterprise;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>Secrets of the settings get out nowhere, whatever happens.</summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task Planted_secrets_are_in_no_page_line_manifest_or_answer()
    {
        var password = "planted-" + RandomNumberGenerator.GetHexString(16);
        var keyPassword = "planted-" + RandomNumberGenerator.GetHexString(16);
        using var certificate = new ClientCertificate();
        await using var world = await ExportWorld.StartAsync(new WorldOptions
        {
            Databases = [("orders", 2), ("billing", 1)],
            Password = password,
            Settings = { ["Export__Sources__billing__RedisEnterprise__Password"] = "wrong-" + password },
            ChangeCluster = options => options with
            {
                ClientCaPem = certificate.CaPem,
                Users = [new EmulatedUser("exporter@example.com", "", UserRole.DbMember) { CertificateSubject = ClientCertificate.Subject }],
            },
            LateSettings = w => OtherLogins(w, certificate, keyPassword),
        });
        await world.FillAsync("orders", keys: 300);

        await RunAsync(world, "orders", "succeeded");
        world.Database("orders").Faults.NextRun(RunFault.Fail("no-permission"));
        await RunAsync(world, "orders", "failed");
        await RunAsync(world, "billing", "failed");
        await RunAsync(world, "tokens", "succeeded");
        await RunAsync(world, "certificate", "succeeded");
        Assert.Equal(1, world.Cluster.Tokens.Issued);
        await world.Api.SendAsync(HttpMethod.Get, "api/sources");
        Assert.Equal(0, await world.App.StopAsync());

        var user = new RedisEnterpriseEmulatorOptions().Username;
        string[] planted =
        [
            password,
            keyPassword,
            TokenBeginning,
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")),
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:wrong-{password}")),
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq",
            world.Cluster.Endpoint.Authority,
        ];
        var places = await ReadAllAsync(world);
        Assert.Contains(places, p => p.Name.EndsWith("orchestrations.db", StringComparison.Ordinal) && p.Content.Contains("orders", StringComparison.Ordinal));
        Assert.Equal(5, places.Count(p => p.Name.EndsWith("manifest.json", StringComparison.Ordinal)));
        foreach (var (name, content) in places)
        {
            Assert.All(planted, secret => Assert.False(content.Contains(secret, StringComparison.Ordinal), $"{name} holds {secret}"));
        }
    }

    // What the tokens of the cluster begin with.
    private static string TokenBeginning => Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    /// <summary>Two more sources of the first database: one by a token, one by a certificate whose key has a password.</summary>
    private static Dictionary<string, string?> OtherLogins(ExportWorld world, ClientCertificate certificate, string keyPassword)
    {
        var tokens = world.SourceSettings(1);
        tokens["RedisEnterprise__Authentication"] = "Jwt";
        var certified = world.SourceSettings(1);
        certified.Remove("RedisEnterprise__Username");
        certified.Remove("RedisEnterprise__Password");
        certified["RedisEnterprise__ClientCertificateFile"] = world.Folder.File("client.pem");
        certified["RedisEnterprise__ClientCertificatePassword"] = keyPassword;
        using var key = certificate.Certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(
            world.Folder.File("client.pem"),
            certificate.Certificate.ExportCertificatePem() + "\n" + key.ExportEncryptedPkcs8PrivateKeyPem(
                keyPassword, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        return tokens.Select(s => KeyValuePair.Create($"Export__Sources__tokens__{s.Key}", s.Value))
            .Concat(certified.Select(s => KeyValuePair.Create($"Export__Sources__certificate__{s.Key}", s.Value)))
            .ToDictionary();
    }

    private static async Task RunAsync(ExportWorld world, string source, string state)
    {
        var status = await world.Api.WaitForEndAsync(await world.Api.StartAcceptedAsync(source, fetch: true));
        Assert.Equal(state, ExportApi.StateOf(status));
        // The database is given free after the manifest.
        await Eventually.HoldsAsync(async () =>
            (await world.Api.SendAsync(HttpMethod.Get, $"api/sources/{source}")).Body["runningExport"] is null);
    }

    /// <summary>Every place that the app writes to: its store, its output, its blobs, its answers.</summary>
    internal static async Task<List<(string Name, string Content)>> ReadAllAsync(ExportWorld world)
    {
        var places = new List<(string, string)>
        {
            ("output", string.Join('\n', world.App.Output)),
            ("answers", string.Join('\n', world.Api.Answers)),
        };
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(world.App.StorePath)!, "orchestrations.db*"))
        {
            places.Add((file, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file))));
        }

        foreach (var container in new[] { world.Exports, world.State })
        {
            await foreach (var blob in container.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.Metadata))
            {
                var content = await container.GetBlobClient(blob.Name).DownloadContentAsync();
                places.Add((blob.Name, Encoding.Latin1.GetString(content.Value.Content) + string.Join('\n', blob.Metadata.Values)));
            }
        }

        return places;
    }
}
