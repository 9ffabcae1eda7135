using System.Text.Json;
using LocalFunctions.DurableTask.Client;
using LocalFunctions.KillCampaign.Shapes;
using LocalFunctions.KillCampaign.Target;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>Compares how an instance has ended with how it ended undisturbed.</summary>
internal static class ResultComparison
{
    private const int LongestShown = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IEnumerable<string> Of(InstanceResult expected, InstanceResult actual, EventAsks asks)
    {
        if ((expected.Name, expected.Status, expected.CustomStatus, expected.Failure)
            != (actual.Name, actual.Status, actual.CustomStatus, actual.Failure))
        {
            yield return $"{actual.Id}: {Describe(actual)} instead of {Describe(expected)}";
        }

        if (OutcomeOf(expected) is not { } wanted || OutcomeOf(actual) is not { } found)
        {
            if (expected.Output != actual.Output)
            {
                yield return $"{actual.Id}: output {Shorten(actual.Output)} instead of {Shorten(expected.Output)}";
            }

            yield break;
        }

        if (wanted.Value != found.Value)
        {
            yield return $"{actual.Id}: result {Shorten(found.Value)} instead of {Shorten(wanted.Value)}";
        }

        if (!wanted.Received.SequenceEqual(WithoutRepeats(actual.Id, found.Received, asks)))
        {
            yield return $"{actual.Id}: events [{string.Join(' ', found.Received)}] instead of "
                + $"[{string.Join(' ', wanted.Received)}]";
        }
    }

    /// <summary>Undisturbed, the events come once each and in the order of their numbers.</summary>
    public static IEnumerable<string> OfUndisturbed(IEnumerable<InstanceResult> instances)
        => from instance in instances
           let received = OutcomeOf(instance)?.Received ?? []
           where !received.SequenceEqual(Enumerable.Range(0, received.Count))
           select $"{instance.Id}: events [{string.Join(' ', received)}] out of their order";

    /// <summary>Leaves out what follows itself as often as it has been asked for again.</summary>
    private static IEnumerable<int> WithoutRepeats(string instance, IReadOnlyList<int> received, EventAsks asks)
    {
        var repeats = 0;
        for (var index = 0; index < received.Count; index++)
        {
            repeats = index > 0 && received[index - 1] == received[index] ? repeats + 1 : 0;
            if (repeats == 0 || repeats >= asks.Of(instance, received[index]))
            {
                yield return received[index];
            }
        }
    }

    private static Outcome? OutcomeOf(InstanceResult result)
    {
        if (result.Status != OrchestrationRuntimeStatus.Completed || result.Output is not ['{', ..])
        {
            return null;
        }

        return JsonSerializer.Deserialize<Outcome>(result.Output, Json);
    }

    private static string Describe(InstanceResult result)
        => $"{result.Name} {result.Status}, custom status {result.CustomStatus ?? "none"}, failure {result.Failure ?? "none"}";

    private static string Shorten(string? text)
        => text is null ? "none"
            : text.Length <= LongestShown ? text
            : $"{text[..LongestShown]}… ({text.Length} characters)";
}
