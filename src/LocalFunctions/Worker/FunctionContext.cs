namespace LocalFunctions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>The invocation's id, unique.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, the same in every invocation.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function's definition.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values shared by the parts of one invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>
    /// Cancelled when the app stops, when the function timeout has passed or when an HTTP caller has gone.
    /// </summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
