namespace FunctionsExport.Emulators.Demo;

/// <summary>How large the demonstration is.</summary>
/// <param name="App">The app's assembly.</param>
/// <param name="Keys">Keys of the sample database, over all shards.</param>
/// <param name="Shards">Its shards.</param>
/// <param name="ExportTime">How long the provider takes at least.</param>
internal sealed record DemoSettings(string App, int Keys, int Shards, TimeSpan ExportTime);
