using System.Reflection;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>The faults found in function declarations, in the order of their discovery.</summary>
internal sealed class FunctionFaults
{
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> All => _faults;

    /// <summary>A fault of a method: what is wrong, and the remedy.</summary>
    public void Add(MethodInfo method, string fault) => _faults.Add($"{Place(method)}: {fault}");

    /// <summary>A fault of a parameter: what is wrong, and the remedy.</summary>
    public void Add(MethodInfo method, ParameterInfo parameter, string fault) =>
        _faults.Add($"{Place(method)}, parameter '{parameter.Name}': {fault}");

    public static string Place(MethodInfo method) => $"{method.DeclaringType!.FullName?.Replace('+', '.')}.{method.Name}";
}
