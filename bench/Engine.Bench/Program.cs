using Engine.Bench;
using Engine.Bench.Benches;

if (args is ["rest", var path])
{
    return await RestBench.MeasureAsync(path);
}

var others = new OtherLoad();
Console.WriteLine(Machine.Describe());
Console.WriteLine();
Table.Print(
    ["What", "Figure", "Meanwhile"],
    [
        .. DiskBench.Run(),
        .. JsonBench.Run(),
        .. await ThroughputBench.RunAsync(),
        .. await RestBench.RunAsync(),
    ]);
Console.WriteLine();
Table.Print(
    ["Events in the history", "A turn, in all", "Replay alone", "per event", "Reading it back, per event"],
    await TurnBench.RunAsync());
Console.WriteLine();
Console.WriteLine($"Meanwhile other processes kept {others.Cores:F1} of {Environment.ProcessorCount} cores busy.");
return 0;
