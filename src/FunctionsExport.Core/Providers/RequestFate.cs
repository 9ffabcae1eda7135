namespace FunctionsExport.Providers;

/// <summary>What is known of a request to a provider that did not succeed. It decides whether it may be sent again.</summary>
public enum RequestFate
{
    /// <summary>The provider answered: its answer decides.</summary>
    Answered,

    /// <summary>It never left: name resolution, connection or TLS failed. It may be sent again.</summary>
    NotSent,

    /// <summary>It may have arrived, but no answer came. Only reading the provider's state tells; it is never sent again.</summary>
    Unanswered,
}
