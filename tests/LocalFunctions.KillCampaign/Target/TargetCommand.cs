using System.CommandLine;
using LocalFunctions.Engine.Store;

namespace LocalFunctions.KillCampaign.Target;

/// <summary>The verb of the process that is killed.</summary>
internal static class TargetCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--folder") { Required = true, Description = "Where store, journal and report are." };
        var commit = new Option<long>("--kill-at") { Description = "The commit at which it kills itself; 0 for none." };
        var point = new Option<CommitPoint>("--side") { Description = "On which side of that commit." };
        var command = new Command("target", "Runs the workload from where the journal in the folder ends.")
        {
            folder, commit, point,
        };
        command.SetAction((parsed, _) => TargetProcess.RunAsync(
            new TargetFolder(parsed.GetRequiredValue(folder)),
            new CommitKiller(parsed.GetValue(commit), parsed.GetValue(point))));
        return command;
    }
}
