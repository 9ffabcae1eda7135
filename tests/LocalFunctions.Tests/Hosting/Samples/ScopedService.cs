namespace LocalFunctions.Tests.Hosting.Samples;

public sealed class ScopedService(Journal journal) : IDisposable
{
    public Guid Id { get; } = Guid.NewGuid();

    public void Dispose() => journal.Write("scope disposed");
}
