using System.Reflection;
using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Infra.Support;

/// <summary>A copy of infra/ that the Bicep compiler works on, and that a test may spoil.</summary>
internal sealed class InfraCopy : IDisposable
{
    private static readonly string Compiler = typeof(InfraCopy).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "BicepCompiler").Value!;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("functionsexport-infra-");

    public InfraCopy()
    {
        var source = Repository.PathOf("infra");
        // Other files of parameters are of whoever deploys.
        var files = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) != ".bicepparam" || Path.GetFileName(f) == "main.sample.bicepparam");
        foreach (var file in files)
        {
            var copy = Path.Combine(_folder.FullName, "infra", Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.Copy(Repository.PathOf("host.json"), Path.Combine(_folder.FullName, "host.json"));
    }

    /// <summary>The Bicep files, and those of parameters.</summary>
    public IReadOnlyList<string> BicepFiles =>
        [.. Directory.EnumerateFiles(PathOf("."), "*.bicep*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".json", StringComparison.Ordinal))];

    public string PathOf(string file) => Path.Combine(_folder.FullName, "infra", file);

    /// <summary>Runs the Bicep compiler in infra/, in the environment that azd would give it.</summary>
    public Tool Bicep(string durableBackend, params string[] arguments) => Tool.Run(
        Compiler,
        PathOf("."),
        new Dictionary<string, string>
        {
            ["AZURE_ENV_NAME"] = "test",
            ["AZURE_LOCATION"] = "westeurope",
            ["AZURE_PRINCIPAL_ID"] = "11111111-1111-1111-1111-111111111111",
            ["DURABLE_BACKEND"] = durableBackend,
            // The compiler carries its own runtime, which would look for ICU.
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
        },
        arguments);

    public void Dispose() => _folder.Delete(recursive: true);
}
