namespace LocalFunctions.Worker.Extensions.Abstractions;

/// <summary>The base of every binding attribute.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    public BindingAttribute()
    {
    }
}
