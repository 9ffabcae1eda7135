using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>What makes sense of a cluster's answers.</summary>
internal sealed class ClusterAnswers
{
    public ClusterAnswers(RedisEnterpriseSettings settings)
    {
        Scrubber = new ClusterScrubber(settings);
        Faults = new AnswerFaults(settings, Scrubber);
        Reader = new AnswerReader(settings);
    }

    public ClusterScrubber Scrubber { get; }

    public AnswerFaults Faults { get; }

    public AnswerReader Reader { get; }
}
