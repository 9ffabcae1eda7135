namespace LocalFunctions.Worker.Extensions.Abstractions;

/// <summary>The base of the attributes that bind a parameter to something the runtime provides.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute
{
    /// <summary>Creates the attribute.</summary>
    public InputBindingAttribute()
    {
    }
}
