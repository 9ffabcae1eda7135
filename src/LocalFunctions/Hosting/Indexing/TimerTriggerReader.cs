using LocalFunctions.Hosting.Configuration;
using LocalFunctions.Hosting.Timers;
using LocalFunctions.Worker;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Reads <see cref="TimerTriggerAttribute"/>.</summary>
internal static class TimerTriggerReader
{
    public static TimerTriggerBinding? Read(ParameterDeclaration declared, TimerTriggerAttribute attribute)
    {
        declared.Require(typeof(TimerInfo), "a timer trigger");
        var settings = declared.Context.Configuration;
        if (!SettingExpression.TryResolve(attribute.Schedule ?? "", settings, out var text, out var missing))
        {
            declared.Fault($"the schedule \"{attribute.Schedule}\" names the setting \"{missing}\", "
                + "which is missing or empty. Add it to local.settings.json or the environment.");
            return null;
        }

        if (TimerSchedule.TryParse(text, out var schedule, out var fault))
        {
            // A schedule of seconds is not worth a write for each run; the Functions host keeps none either.
            return new TimerTriggerBinding(
                schedule, attribute.RunOnStartup, attribute.UseMonitor && !schedule.IsFasterThanAMinute);
        }

        declared.Fault(fault);
        return null;
    }
}
