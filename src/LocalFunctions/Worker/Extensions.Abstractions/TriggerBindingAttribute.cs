namespace LocalFunctions.Worker.Extensions.Abstractions;

/// <summary>The base of the attributes that mark the parameter whose event starts a function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    /// <summary>Creates the attribute.</summary>
    public TriggerBindingAttribute()
    {
    }
}
