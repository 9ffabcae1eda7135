using LocalFunctions.Hosting.Indexing;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>Tells at the start which functions there are and how they are reached.</summary>
internal static partial class FunctionList
{
    public static void Write(ILogger logger, IReadOnlyList<FunctionDescriptor> functions, string url)
    {
        if (functions.Count == 0)
        {
            Log.NoFunctions(logger);
        }

        foreach (var function in functions.OrderBy(Kind).ThenBy(function => function.Name, StringComparer.OrdinalIgnoreCase))
        {
            Log.Function(logger, function.Name, Describe(function.Trigger, url));
        }
    }

    private static int Kind(FunctionDescriptor function) => function.Trigger switch
    {
        HttpTriggerBinding => 0,
        TimerTriggerBinding => 1,
        OrchestrationTriggerBinding => 2,
        _ => 3,
    };

    // The Core Tools' form.
    private static string Describe(TriggerBinding trigger, string url) => trigger switch
    {
        HttpTriggerBinding http =>
            $"{(http.Methods.Count > 0 ? $"[{string.Join(',', http.Methods)}] " : "")}{url}/{http.Pattern.RawText}",
        TimerTriggerBinding => "timerTrigger",
        OrchestrationTriggerBinding => "orchestrationTrigger",
        _ => "activityTrigger",
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Function}: {Trigger}")]
        public static partial void Function(ILogger logger, string function, string trigger);

        [LoggerMessage(2, LogLevel.Warning, "There are no functions: no class has a method with [Function]")]
        public static partial void NoFunctions(ILogger logger);
    }
}
