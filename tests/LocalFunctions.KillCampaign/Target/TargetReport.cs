namespace LocalFunctions.KillCampaign.Target;

/// <summary>What a target leaves that has come to its end.</summary>
/// <param name="Commits">The transactions that it wrote, its last life only.</param>
/// <param name="Instances">All instances in the store.</param>
internal sealed record TargetReport(long Commits, IReadOnlyList<InstanceResult> Instances);
