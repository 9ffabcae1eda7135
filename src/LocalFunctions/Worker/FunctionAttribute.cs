namespace LocalFunctions.Worker;

/// <summary>Marks a method as a function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="name">The function's name, unique in the app whatever the case.</param>
    public FunctionAttribute(string name)
    {
        Name = name;
    }

    /// <summary>The function's name.</summary>
    public string Name { get; }
}
