using LocalFunctions.DurableTask;
using LocalFunctions.Engine;
using LocalFunctions.KillCampaign.Journals;

namespace LocalFunctions.KillCampaign.Shapes;

/// <summary>Activities, which write down that they run.</summary>
internal static class Activities
{
    // Long enough that a kill finds some running.
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(3);

    public static DurableTaskRegistry AddActivities(this DurableTaskRegistry registry, Journal journal, string marksFolder)
        => registry
            .AddActivityFunc<WorkItem, string>("Work", (context, item) => WorkAsync((ActivityContext)context, item, journal))
            .AddActivityFunc<string, bool>("Mark", (TaskActivityContext _, string name) => Mark(marksFolder, name));

    private static async Task<string> WorkAsync(ActivityContext context, WorkItem item, Journal journal)
    {
        journal.Write(new JournalEntry(JournalKind.ActivityStarted, $"{context.InstanceId}/{item.Round}")
        {
            WorkId = context.WorkId,
            Order = item.Order,
        });
        await Task.Delay(Duration);
        return context.TaskId < item.FailsBelowTask
            ? throw new InvalidOperationException("Not yet.")
            : item.Text.PadRight(item.Padding, '.');
    }

    /// <summary>Makes a mark; says whether it was not there yet.</summary>
    private static bool Mark(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        var isNew = !File.Exists(path);
        File.WriteAllBytes(path, []);
        return isNew;
    }
}
