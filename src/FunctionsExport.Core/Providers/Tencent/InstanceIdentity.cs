namespace FunctionsExport.Providers.Tencent;

/// <summary>
/// Names an instance for its lock: the same whichever API a source uses, at whichever of Tencent Cloud's hosts, and however it writes the
/// region. An instance can be in one backup or export at a time.
/// </summary>
internal static class InstanceIdentity
{
    private const string Provider = "Tencent";

    /// <summary>The identity of an instance.</summary>
    /// <param name="region">Its region, by its present name or an older code.</param>
    /// <param name="instance">Its id, such as <c>crs-j30wibe7</c>.</param>
    public static DatabaseIdentity Of(string region, string instance) => new(Provider, Regions.NameOf(region), instance);
}
