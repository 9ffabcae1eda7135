using LocalFunctions.DurableTask;
using LocalFunctions.KillCampaign.Journals;

namespace LocalFunctions.KillCampaign.Shapes;

/// <summary>Orchestrations of every shape. Whatever is killed when, each comes to the same result.</summary>
internal static class ShapeRegistry
{
    /// <summary>The name of the events.</summary>
    public const string Event = "item";

    public static DurableTaskRegistry Create(Journal journal, string marksFolder) => new DurableTaskRegistry()
        .AddActivities(journal, marksFolder)
        .AddCalls()
        .AddFamilies()
        .AddEvents();
}
