using LocalFunctions.Hosting.Timers;
using LocalFunctions.Worker;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>What starts a function.</summary>
internal abstract record TriggerBinding;

/// <summary>An HTTP request.</summary>
/// <param name="Pattern">The route with the app's prefix.</param>
/// <param name="Methods">HTTP methods in capitals; none means all.</param>
/// <param name="AuthLevel">The declared level, which is enforced when keys are configured.</param>
internal sealed record HttpTriggerBinding(RoutePattern Pattern, IReadOnlyList<string> Methods, AuthorizationLevel AuthLevel)
    : TriggerBinding;

/// <summary>A schedule.</summary>
/// <param name="Schedule">When the function is due.</param>
/// <param name="RunOnStartup">Whether it also runs when the app starts.</param>
/// <param name="UseMonitor">Whether the schedule's state is kept across restarts.</param>
internal sealed record TimerTriggerBinding(TimerSchedule Schedule, bool RunOnStartup, bool UseMonitor) : TriggerBinding;

/// <summary>A turn of an orchestration.</summary>
internal sealed record OrchestrationTriggerBinding : TriggerBinding;

/// <summary>A call of an activity.</summary>
/// <param name="InputType">The type that the activity's input is deserialised to.</param>
internal sealed record ActivityTriggerBinding(Type InputType) : TriggerBinding;
