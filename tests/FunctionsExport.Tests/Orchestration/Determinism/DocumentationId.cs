using System.Reflection;

namespace FunctionsExport.Tests.Orchestration.Determinism;

/// <summary>The names that documentation comments and lists of banned symbols give to members.</summary>
internal static class DocumentationId
{
    public static string Of(MethodBase method)
    {
        var open = method.Module.ResolveMethod(method.MetadataToken)!;
        var arity = open.IsGenericMethod ? $"``{open.GetGenericArguments().Length}" : "";
        var parameters = string.Join(',', open.GetParameters().Select(p => Parameter(p.ParameterType)));
        return $"M:{Of(open.DeclaringType!)}.{open.Name.Replace('.', '#')}{arity}{(parameters.Length == 0 ? "" : $"({parameters})")}";
    }

    /// <summary>The property that a method is an accessor of; null when it is none.</summary>
    public static string? OfProperty(MethodBase method) => method.IsSpecialName && method.Name[..4] is "get_" or "set_"
        ? $"P:{Of(method.DeclaringType!)}.{method.Name[4..]}"
        : null;

    /// <summary>The type, the types around it, and the namespaces around those.</summary>
    public static IEnumerable<string> Around(Type type)
    {
        for (var outer = type; outer is not null; outer = outer.DeclaringType)
        {
            yield return $"T:{Of(outer)}";
        }

        for (var name = type.Namespace; !string.IsNullOrEmpty(name); name = name[..Math.Max(name.LastIndexOf('.'), 0)])
        {
            yield return $"N:{name}";
        }
    }

    private static string Of(Type type)
    {
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return (open.FullName ?? open.Name).Replace('+', '.');
    }

    private static string Parameter(Type type) => type switch
    {
        { IsGenericParameter: true } => (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition,
        { IsByRef: true } => Parameter(type.GetElementType()!) + "@",
        { IsArray: true } => Parameter(type.GetElementType()!) + "[]",
        { IsGenericType: true } => $"{Of(type).Split('`')[0]}{{{string.Join(',', type.GetGenericArguments().Select(Parameter))}}}",
        _ => Of(type),
    };
}
