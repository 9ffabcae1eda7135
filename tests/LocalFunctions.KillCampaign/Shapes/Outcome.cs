namespace LocalFunctions.KillCampaign.Shapes;

/// <summary>What an orchestration comes to.</summary>
/// <param name="Value">Its result.</param>
/// <param name="Received">The numbers of the events that it has seen, in their order.</param>
internal sealed record Outcome(string Value, IReadOnlyList<int> Received);
