using System.Globalization;

namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>A version of the cluster's software, such as <c>8.0.2-17</c>, and what came with which.</summary>
internal sealed record ClusterVersion(int Major, int Minor, int Patch)
{
    /// <summary>Since 7.4.2 an S3 location may name its region.</summary>
    public bool HasRegionName => IsAtLeast(7, 4, 2);

    /// <summary>
    /// Since 7.8.2 <c>/v1/users/authorize</c> takes the credentials from the Authorization header; before, from the body.
    /// </summary>
    public bool AuthorizesByHeader => IsAtLeast(7, 8, 2);

    /// <summary>Since 7.8.4 a client certificate can log in.</summary>
    public bool HasCertificateLogin => IsAtLeast(7, 8, 4);

    /// <summary>Since 7.22.0 there is <c>/v2/actions</c>.</summary>
    public bool HasActionsV2 => IsAtLeast(7, 22, 0);

    /// <summary>Since 8.2.0 Basic authentication can be off, and a role be limited to some databases.</summary>
    public bool HasLimitedAccess => IsAtLeast(8, 2, 0);

    /// <exception cref="ArgumentException">The text is no version.</exception>
    public static ClusterVersion Parse(string text)
    {
        var parts = text.Split('-')[0].Split('.');
        var numbers = new int[3];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (parts.Length != numbers.Length
                || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                throw new ArgumentException($"The software version is '{text}'; it must be like 8.0.2-17.", nameof(text));
            }
        }

        return new ClusterVersion(numbers[0], numbers[1], numbers[2]);
    }

    private bool IsAtLeast(int major, int minor, int patch) =>
        (Major, Minor, Patch).CompareTo((major, minor, patch)) >= 0;
}
