namespace Engine.Bench;

/// <summary>A store in a folder of its own, which is removed in the end.</summary>
internal sealed class BenchStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engine-bench-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "store.db");

    public void Dispose() => _folder.Delete(recursive: true);
}
