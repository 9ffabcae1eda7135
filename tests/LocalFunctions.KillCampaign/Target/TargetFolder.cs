namespace LocalFunctions.KillCampaign.Target;

/// <summary>The files of a target.</summary>
internal sealed record TargetFolder(string Path)
{
    public string Store => In("store.db");

    public string Journal => In("journal.jsonl");

    /// <summary>Written in the end.</summary>
    public string Report => In("report.json");

    public string Marks => In("marks");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
