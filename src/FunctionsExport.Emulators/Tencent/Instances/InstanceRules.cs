using System.Text.RegularExpressions;

namespace FunctionsExport.Emulators.Tencent.Instances;

/// <summary>What an instance must be.</summary>
internal static partial class InstanceRules
{
    /// <exception cref="ArgumentException">A value is not allowed; the message names it.</exception>
    public static void Check(EmulatedInstance instance)
    {
        if (!Id().IsMatch(instance.Id))
        {
            throw new ArgumentException(
                $"Instance '{instance.Id}': Id must be crs- and eight lower-case letters or digits.");
        }

        if (Tencent.Region.Find(instance.Region) is not { } region || region.Name != instance.Region)
        {
            throw new ArgumentException($"Instance '{instance.Id}': Region '{instance.Region}' is not one, such as ap-guangzhou.");
        }

        if (instance.Shards.Count == 0)
        {
            throw new ArgumentException($"Instance '{instance.Id}': Shards is empty; at least one redis-server is needed.");
        }
    }

    [GeneratedRegex("^crs-[a-z0-9]{8}$")]
    private static partial Regex Id();
}
