using LocalFunctions.KillCampaign.Journals;
using LocalFunctions.KillCampaign.Shapes;
using LocalFunctions.KillCampaign.Workload;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>How often each event has been asked for: more than once when a kill came before the answer.</summary>
internal sealed class EventAsks
{
    private readonly Dictionary<(string Instance, int Number), int> _asks = [];

    public EventAsks(IEnumerable<Script> scripts, IReadOnlyList<JournalEntry> journal)
    {
        var times = journal.Where(entry => entry.Kind == JournalKind.Asked).CountBy(entry => entry.Subject).ToDictionary();
        foreach (var step in scripts.SelectMany(script => script.Steps))
        {
            if (step is { Kind: StepKind.Raise, Data: Numbered item })
            {
                _asks[(step.Instance, item.Number)] = times.GetValueOrDefault(step.Key);
            }
        }
    }

    /// <summary>How often the event may have arrived; once when an orchestration has sent it.</summary>
    public int Of(string instance, int number) => _asks.GetValueOrDefault((instance, number), 1);
}
