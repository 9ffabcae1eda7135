using System.Reflection;
using LocalFunctions.Worker;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>A function that was found and can be run.</summary>
internal sealed class FunctionDescriptor(string name) : FunctionDefinition
{
    public required MethodInfo Method { get; init; }

    public required TriggerBinding Trigger { get; init; }

    /// <summary>Where each of the method's parameters comes from, in their order.</summary>
    public required IReadOnlyList<ParameterSource> Parameters { get; init; }

    /// <summary>The type of the method's result, without its task; <see cref="void"/> for none.</summary>
    public required Type ResultType { get; init; }

    public override string Name { get; } = name;

    public override string Id => Name;

    public override string EntryPoint => FunctionFaults.Place(Method);

    public override string PathToAssembly => Method.Module.Assembly.Location;
}
