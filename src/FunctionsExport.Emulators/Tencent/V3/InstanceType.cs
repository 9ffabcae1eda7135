using FunctionsExport.Emulators.Tencent.Instances;

namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>The kinds of instances by API 3.0's numbers: 15 and 17 are Redis 6.2 and 7.0, 18 a cluster of 7.0, 4 a CKV cluster.</summary>
internal static class InstanceType
{
    public static int Of(Edition edition) => edition switch
    {
        Edition.Cluster => 18,
        Edition.CkvCluster => 4,
        Edition.NewMasterReplica => 15,
        _ => 17,
    };

    public static bool IsCluster(Edition edition) => edition is Edition.Cluster or Edition.CkvCluster;
}
