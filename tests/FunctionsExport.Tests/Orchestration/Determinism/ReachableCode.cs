using System.Reflection;
using System.Runtime.CompilerServices;

namespace FunctionsExport.Tests.Orchestration.Determinism;

/// <summary>
/// Walks all code that some types can reach inside their own assemblies, through calls, delegates, asynchronous methods, iterators
/// and static initializers. What is reached through an interface or an override is not followed.
/// </summary>
internal sealed class ReachableCode
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private readonly HashSet<Assembly> _own;
    private readonly BannedSymbols _banned;
    private readonly HashSet<MethodBase> _seen = [];
    private readonly Queue<(MethodBase Method, string Path)> _waiting = [];
    private readonly List<string> _faults = [];

    private ReachableCode(IEnumerable<Assembly> own, BannedSymbols banned)
    {
        _own = [.. own];
        _banned = banned;
    }

    /// <summary>Each use of a banned symbol, with the way to it from one of the types.</summary>
    public static IReadOnlyList<string> FindFaults(IEnumerable<Type> types, IEnumerable<Assembly> own, BannedSymbols banned)
    {
        var walk = new ReachableCode(own, banned);
        foreach (var type in types)
        {
            walk.Enter(type, "");
        }

        while (walk._waiting.TryDequeue(out var next))
        {
            walk.Visit(next.Method, next.Path);
        }

        return walk._faults;
    }

    private void Visit(MethodBase method, string path)
    {
        foreach (var used in MethodUses.Of(method))
        {
            if (_banned.Contains(used, method))
            {
                _faults.Add($"{path} -> {used.DeclaringType}.{used.Name}");
            }
            else
            {
                Enter(used, path);
            }
        }
    }

    private void Enter(Type type, string path)
    {
        foreach (var method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)))
        {
            Enter(method, path);
        }

        foreach (var nested in type.GetNestedTypes(All))
        {
            Enter(nested, path);
        }
    }

    private void Enter(MethodBase method, string path)
    {
        // Generated regular expressions ask once for a default timeout.
        if (method.DeclaringType is not { } type || !_own.Contains(type.Assembly)
            || type.Namespace == "System.Text.RegularExpressions.Generated")
        {
            return;
        }

        var open = method.Module.ResolveMethod(method.MetadataToken)!;
        if (!_seen.Add(open))
        {
            return;
        }

        var here = path.Length == 0 ? $"{type}.{open.Name}" : $"{path} -> {type}.{open.Name}";
        _waiting.Enqueue((open, here));
        if (open.DeclaringType!.TypeInitializer is { } initializer)
        {
            Enter(initializer, here);
        }

        if (open.GetCustomAttribute<StateMachineAttribute>() is { } machine)
        {
            Enter(machine.StateMachineType, here);
        }
    }
}
