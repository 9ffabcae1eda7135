using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>The rules for a function's name, class and method that hold whatever its trigger is.</summary>
internal static partial class FunctionSignature
{
    /// <summary>Reports what breaks the rules.</summary>
    public static void Check(string name, MethodInfo method, FunctionFaults faults)
    {
        CheckName(name, method, faults);
        CheckClass(method.DeclaringType!, method, faults);
        CheckMethod(method, faults);
    }

    private static void CheckName(string name, MethodInfo method, FunctionFaults faults)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            faults.Add(method, "the function's name is empty. Give [Function] a name.");
        }
        else if (!Name().IsMatch(name))
        {
            faults.Add(method, $"\"{name}\" is not a function name. "
                + "Use 1 to 128 letters, digits, '_' and '-', a letter first.");
        }
    }

    private static void CheckClass(Type type, MethodInfo method, FunctionFaults faults)
    {
        if (!type.IsVisible)
        {
            faults.Add(method, "the class is not public. Make it and the classes around it public.");
        }

        if (!type.IsClass)
        {
            faults.Add(method, "functions must be methods of a class. Move the method to one.");
        }

        if (type.ContainsGenericParameters)
        {
            faults.Add(method, "the class is generic. Use a class without type parameters.");
        }

        if (type.IsAbstract && !method.IsStatic)
        {
            faults.Add(method, "the class is abstract, so there is no instance to call. "
                + "Make the method static or the class concrete.");
        }
    }

    private static void CheckMethod(MethodInfo method, FunctionFaults faults)
    {
        if (!method.IsPublic)
        {
            faults.Add(method, "the method is not public. Make it public.");
        }

        if (method.IsGenericMethodDefinition)
        {
            faults.Add(method, "the method is generic. Remove its type parameters.");
        }

        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
        {
            faults.Add(method, "the method is async void, so its end and its exceptions cannot be seen. Return Task.");
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$")]
    private static partial Regex Name();
}
