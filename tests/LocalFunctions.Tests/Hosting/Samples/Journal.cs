using System.Collections.Concurrent;

namespace LocalFunctions.Tests.Hosting.Samples;

/// <summary>What the samples did.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Write(string line) => _lines.Enqueue(line);
}
