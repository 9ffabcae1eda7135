using System.Reflection;

namespace LocalFunctions.Hosting;

/// <summary>
/// How an app is run. What is null here is taken from the configuration (environment, command line, local.settings.json)
/// where a key is named below, and from the default otherwise; what is set here wins.
/// </summary>
public sealed class LocalFunctionsOptions
{
    /// <summary>The assemblies whose function classes run. Default: the entry assembly.</summary>
    public IReadOnlyList<Assembly>? FunctionAssemblies { get; set; }

    /// <summary>The function classes that run. When set, no assembly is searched.</summary>
    public IReadOnlyList<Type>? FunctionTypes { get; set; }

    /// <summary>
    /// The folder that holds <c>host.json</c> and <c>local.settings.json</c>. Key: <c>LocalFunctions:BaseFolder</c>
    /// (environment and command line only). Default: the folder of the running app.
    /// </summary>
    public string? BaseFolder { get; set; }

    /// <summary>
    /// Where to listen, loopback only: one <c>http://host:port</c> or several, separated by semicolons; port 0 takes a free
    /// one. Key: <c>LocalFunctions:Urls</c>. Default: <c>http://127.0.0.1:7071</c>.
    /// </summary>
    public string? Urls { get; set; }

    /// <summary>
    /// The file that keeps the orchestrations. Key: <c>LocalFunctions:StorePath</c>. Default: <c>.local/{hub name}.db</c>. A
    /// relative path is relative to the base folder.
    /// </summary>
    public string? StorePath { get; set; }

    /// <summary>
    /// Whether every activity is delivered twice, the first result thrown away. Key:
    /// <c>LocalFunctions:DeliverActivitiesTwice</c>. Default: false.
    /// </summary>
    public bool? DeliverActivitiesTwice { get; set; }

    /// <summary>
    /// How long an orchestration that has ended stays in the store; <see cref="Timeout.InfiniteTimeSpan"/> for ever. Key:
    /// <c>LocalFunctions:HistoryRetention</c>, a time span (<c>30.00:00:00</c>) or <c>never</c>. Default: 30 days.
    /// </summary>
    public TimeSpan? HistoryRetention { get; set; }

    /// <summary>The clock of timers, timeouts and orchestrations. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }
}
