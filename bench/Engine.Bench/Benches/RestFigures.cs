namespace Engine.Bench.Benches;

/// <summary>What an engine costs whose instances all wait.</summary>
/// <param name="Start">From the call of the start until it returns.</param>
/// <param name="FirstEnd">From the call of the start until an instance that was started then has ended.</param>
/// <param name="ProcessorShare">The part of one core that it takes at rest.</param>
/// <param name="WorkingSet">The process's memory, bytes.</param>
/// <param name="ManagedHeap">The live objects, bytes.</param>
internal sealed record RestFigures(
    TimeSpan Start, TimeSpan FirstEnd, double ProcessorShare, long WorkingSet, long ManagedHeap);
