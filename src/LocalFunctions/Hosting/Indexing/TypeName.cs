namespace LocalFunctions.Hosting.Indexing;

/// <summary>Names of types as a reader of C# expects them in a message.</summary>
internal static class TypeName
{
    public static string Of(Type type)
    {
        if (type == typeof(void))
        {
            return "void";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Of(underlying)}?";
        }

        return type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
            : type.Name;
    }
}
