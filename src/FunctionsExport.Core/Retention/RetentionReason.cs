using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsExport.Retention;

/// <summary>Why an export is kept, or goes.</summary>
[JsonConverter(typeof(RetentionReasonConverter))]
public enum RetentionReason
{
    /// <summary>Kept: the source has no policy.</summary>
    NoPolicy,

    /// <summary>Kept: it has not ended, or has its database still.</summary>
    Running,

    /// <summary>Kept: its manifest cannot be read, so that nothing is known of it.</summary>
    Unreadable,

    /// <summary>Kept: a hold is on it.</summary>
    Held,

    /// <summary>Kept: it is the newest proven one.</summary>
    NewestProven,

    /// <summary>Kept: it is one of the minimum number of proven ones, or makes up for one that is missing.</summary>
    MinimumProven,

    /// <summary>Kept: it has ended within the last hour.</summary>
    Recent,

    /// <summary>Kept: it is one of the last.</summary>
    KeepLast,

    /// <summary>Kept: it has not come to its age.</summary>
    KeepFor,

    /// <summary>Kept: it has no manifest, and was written to within the last week.</summary>
    Unfinished,

    /// <summary>Goes: no rule keeps it.</summary>
    Expired,

    /// <summary>Goes: what an export has left that never came to a manifest.</summary>
    Leftover,

    /// <summary>Goes: its deletion has begun.</summary>
    Deleting,
}

internal sealed class RetentionReasonConverter()
    : JsonStringEnumConverter<RetentionReason>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
