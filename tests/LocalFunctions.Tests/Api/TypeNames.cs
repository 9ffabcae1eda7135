using System.Reflection;

namespace LocalFunctions.Tests.Api;

/// <summary>Names of types as the listings write them: full names, C# keywords, <c>?</c> for what may be null.</summary>
internal sealed class TypeNames(IReadOnlyDictionary<string, string> namespaces)
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    /// <summary>The name of a type in a signature.</summary>
    /// <param name="type">The type.</param>
    /// <param name="nullability">What is known of its nullability; null where the listings show none.</param>
    public string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!);
        }

        // Whether an unconstrained type parameter may be null depends on how the compiler laid out the metadata of its
        // neighbours, and a subset has other neighbours: not compared.
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Of(underlying)}?";
        }

        var suffix = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[]{suffix}";
        }

        return Keywords.TryGetValue(type, out var keyword) ? keyword + suffix : Declared(type, nullability) + suffix;
    }

    private string Declared(Type type, NullabilityInfo? nullability)
    {
        var arguments = type.GetGenericArguments();
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var prefix = type.DeclaringType is { } outer ? $"{Of(outer)}." : NamespacePrefix(type.Namespace);
        var name = prefix + type.Name.Split('`')[0];
        if (arguments.Length == inherited)
        {
            return name;
        }

        var infos = nullability?.GenericTypeArguments;
        var written = arguments.Skip(inherited).Select((argument, index) =>
            Of(argument, infos is { Length: > 0 } ? infos[inherited + index] : null));
        return $"{name}<{string.Join(", ", written)}>";
    }

    private string NamespacePrefix(string? actual)
    {
        if (string.IsNullOrEmpty(actual))
        {
            return "";
        }

        foreach (var (mirror, real) in namespaces.OrderByDescending(pair => pair.Key.Length))
        {
            if (actual == mirror || actual.StartsWith($"{mirror}.", StringComparison.Ordinal))
            {
                return $"{real}{actual[mirror.Length..]}.";
            }
        }

        return $"{actual}.";
    }
}
