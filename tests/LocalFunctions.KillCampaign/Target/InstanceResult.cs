using LocalFunctions.DurableTask.Client;

namespace LocalFunctions.KillCampaign.Target;

/// <summary>How an instance has ended.</summary>
internal sealed record InstanceResult(
    string Id, string Name, OrchestrationRuntimeStatus Status, string? Output, string? CustomStatus, string? Failure)
{
    public static InstanceResult Of(OrchestrationMetadata instance) => new(
        instance.InstanceId,
        instance.Name,
        instance.RuntimeStatus,
        instance.SerializedOutput,
        instance.SerializedCustomStatus,
        instance.FailureDetails is { } failure ? $"{failure.ErrorType}: {failure.ErrorMessage}" : null);
}
