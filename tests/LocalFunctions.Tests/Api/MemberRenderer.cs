using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace LocalFunctions.Tests.Api;

/// <summary>Writes one member as the listings do.</summary>
internal sealed class MemberRenderer(TypeNames names)
{
    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>Whether a caller outside the assembly, or a derived class there, sees the member.</summary>
    public static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    public string Constructor(string type, ConstructorInfo constructor) =>
        $"{type}..ctor({Parameters(constructor)}){(constructor.IsPublic ? "" : " protected")}";

    public string Field(string type, FieldInfo field)
    {
        var value = names.Of(field.FieldType, _nullability.Create(field));
        var access = field.IsPublic ? "" : "protected ";
        if (field.IsLiteral)
        {
            return $"{type}.{field.Name} : {access}const {value} = {Literal(field.GetRawConstantValue(), field.FieldType)}";
        }

        var modifiers = $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}";
        return $"{type}.{field.Name} : {access}{modifiers}{value}";
    }

    public string Property(string type, PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(IsVisible).ToList();
        var written = new List<string>();
        if (property.GetMethod is { } get && IsVisible(get))
        {
            written.Add($"{(get.IsPublic ? "" : "protected ")}get");
        }

        if (property.SetMethod is { } set && IsVisible(set))
        {
            var isInit = set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            written.Add($"{(set.IsPublic ? "" : "protected ")}{(isInit ? "init" : "set")}");
        }

        var access = accessors.Exists(accessor => accessor.IsPublic) ? "" : "protected ";
        var value = names.Of(property.PropertyType, _nullability.Create(property));
        return $"{type}.{property.Name} {{ {string.Join("; ", written)} }} : {access}{Modifiers(accessors[0])}{value}";
    }

    public string Method(string type, MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
            : "";
        var access = method.IsPublic ? "" : "protected ";
        return $"{type}.{method.Name}{generic}({Parameters(method)}) : {access}{Modifiers(method)}{Return(method)}"
            + Constraints(method);
    }

    public string Return(MethodInfo method) => names.Of(method.ReturnType, _nullability.Create(method.ReturnParameter));

    public string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), false);
        return string.Join(", ", method.GetParameters().Select(parameter =>
            (isExtension && parameter.Position == 0 ? "this " : "") + Parameter(parameter)));
    }

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return "";
        }

        if (method.IsStatic)
        {
            return "static ";
        }

        if (!method.IsVirtual || method.IsFinal)
        {
            return "";
        }

        if (method.IsAbstract)
        {
            return "abstract ";
        }

        return method.GetBaseDefinition() == method ? "virtual " : "override ";
    }

    private string Parameter(ParameterInfo parameter)
    {
        var direction = parameter switch
        {
            _ when parameter.IsDefined(typeof(ParamArrayAttribute), false) => "params ",
            { ParameterType.IsByRef: true, IsOut: true } => "out ",
            { ParameterType.IsByRef: true, IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => "",
        };
        var fallback = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{direction}{names.Of(parameter.ParameterType, _nullability.Create(parameter))} {parameter.Name}{fallback}";
    }

    private string Constraints(MethodInfo method)
    {
        if (!method.IsGenericMethodDefinition)
        {
            return "";
        }

        return string.Concat(method.GetGenericArguments().Select(argument =>
        {
            var attributes = argument.GenericParameterAttributes;
            var parts = new List<string>();
            if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            {
                parts.Add("class");
            }

            if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            {
                parts.Add("struct");
            }

            parts.AddRange(argument.GetGenericParameterConstraints().Select(constraint => names.Of(constraint)));
            return parts.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", parts)}";
        }));
    }

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
