using System.Globalization;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Route values as parameters.</summary>
internal static class RouteValue
{
    private static readonly Dictionary<Type, Func<string, object>> Parsers = new()
    {
        [typeof(string)] = text => text,
        [typeof(int)] = text => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
        [typeof(long)] = text => long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
        [typeof(Guid)] = text => Guid.Parse(text, CultureInfo.InvariantCulture),
        [typeof(bool)] = text => bool.Parse(text),
    };

    /// <summary>Whether a route value can become a parameter of a type.</summary>
    public static bool CanBind(Type type) => Parsers.ContainsKey(Nullable.GetUnderlyingType(type) ?? type);

    /// <summary>Converts a route value.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The value; null when an optional part of the route is absent.</param>
    /// <param name="type">The parameter's type.</param>
    /// <exception cref="FormatException">The value has another form. A constraint in the route, such as <c>{id:int}</c>,
    /// makes such a request a 404 instead.</exception>
    public static object? Parse(string name, object? value, Type type)
    {
        if (Convert.ToString(value, CultureInfo.InvariantCulture) is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            return Parsers[Nullable.GetUnderlyingType(type) ?? type](text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new FormatException($"The route value '{name}' cannot be converted to {TypeName.Of(type)}.", exception);
        }
    }
}
