namespace FunctionsExport.Emulators.Samples;

/// <summary>A key and the commands that make it.</summary>
internal sealed record SampleKey(string Name, IReadOnlyList<IReadOnlyList<string>> Commands);
