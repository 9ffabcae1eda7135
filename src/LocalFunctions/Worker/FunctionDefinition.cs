namespace LocalFunctions.Worker;

/// <summary>What is known of a function before it is invoked.</summary>
public abstract class FunctionDefinition
{
    /// <summary>The path of the assembly that holds the function.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>The full name of the function's class and its method, joined by a dot.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>The function's id.</summary>
    public abstract string Id { get; }

    /// <summary>The function's name.</summary>
    public abstract string Name { get; }
}
