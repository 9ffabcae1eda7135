using LocalFunctions.Worker.Extensions.Abstractions;

namespace LocalFunctions.Worker;

/// <summary>Marks the parameter of an activity function that receives the activity's input.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The activity's name. The function's name is used; a different value is refused at start.</summary>
    public string? Activity { get; set; }
}
