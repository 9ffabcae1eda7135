using LocalFunctions.Worker.Extensions.Abstractions;

namespace LocalFunctions.Worker;

/// <summary>Marks a parameter that receives the app's durable task client.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub. This runtime has one hub, the app's own; another value is refused at start.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting that holds the hub's connection. This runtime needs none and ignores it.</summary>
    public string? ConnectionName { get; set; }
}
