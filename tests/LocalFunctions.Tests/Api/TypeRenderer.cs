using System.Reflection;

namespace LocalFunctions.Tests.Api;

/// <summary>Writes a type's public and protected members as the listings do, one a line, without their attributes.</summary>
internal sealed class TypeRenderer(TypeNames names)
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly MemberRenderer _members = new(names);

    /// <summary>The type's own line, its interfaces in <see cref="RenderedType.Interfaces"/>, and its members.</summary>
    public RenderedType Render(Type type)
    {
        var name = names.Of(type);
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return new RenderedType(name, $"delegate({_members.Parameters(invoke)}) : {_members.Return(invoke)}", null, [], []);
        }

        return new RenderedType(name, Kind(type), Base(type), Interfaces(type), Members(type, name));
    }

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private string? Base(Type type) =>
        type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum)
            ? names.Of(parent)
            : null;

    private string[] Interfaces(Type type) =>
        type.IsEnum ? [] : [.. type.GetInterfaces().Select(contract => names.Of(contract)).Order(StringComparer.Ordinal)];

    private List<string> Members(Type type, string name)
    {
        var lines = new List<string>();
        if (type.IsEnum)
        {
            lines.AddRange(Enum.GetNames(type).Select(value =>
                $"{name}.{value} = {Convert.ToInt64(Enum.Parse(type, value), null)}"));
            return lines;
        }

        lines.AddRange(type.GetConstructors(Declared).Where(c => !c.IsStatic && MemberRenderer.IsVisible(c))
            .Select(constructor => _members.Constructor(name, constructor)));
        lines.AddRange(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)
            .Select(field => _members.Field(name, field)));
        lines.AddRange(type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(MemberRenderer.IsVisible))
            .Select(property => _members.Property(name, property)));
        lines.AddRange(type.GetMethods(Declared).Where(IsListed).Select(method => _members.Method(name, method)));
        return lines;
    }

    private static bool IsListed(MethodInfo method) =>
        MemberRenderer.IsVisible(method)
        && !method.Name.Contains('<', StringComparison.Ordinal)
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));
}
