using System.Reflection;
using LocalFunctions.Hosting.Configuration;
using LocalFunctions.Hosting.Timers;
using LocalFunctions.Worker;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Reads <see cref="TimerTriggerAttribute"/>.</summary>
internal static class TimerTriggerReader
{
    public static TimerTriggerBinding? Read(
        MethodInfo method, ParameterInfo parameter, TimerTriggerAttribute attribute,
        IndexingContext context, FunctionFaults faults)
    {
        if (parameter.ParameterType != typeof(TimerInfo))
        {
            faults.Add(method, parameter, $"a timer trigger binds TimerInfo, not {TypeName.Of(parameter.ParameterType)}. "
                + "Use TimerInfo.");
        }

        if (!SettingExpression.TryResolve(attribute.Schedule ?? "", context.Configuration, out var text, out var missing))
        {
            faults.Add(method, parameter, $"the schedule \"{attribute.Schedule}\" names the setting \"{missing}\", which is "
                + "missing or empty. Add it to local.settings.json or the environment.");
            return null;
        }

        if (TimerSchedule.TryParse(text, out var schedule, out var fault))
        {
            return new TimerTriggerBinding(schedule, attribute.RunOnStartup);
        }

        faults.Add(method, parameter, fault);
        return null;
    }
}
