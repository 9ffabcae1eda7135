using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Checks that a function class can be made from the app's services.</summary>
internal static class ConstructorCheck
{
    public static void Check(MethodInfo method, IServiceProviderIsKeyedService services, FunctionFaults faults)
    {
        var type = method.DeclaringType!;
        if (method.IsStatic || type.IsAbstract || !type.IsClass || type.ContainsGenericParameters)
        {
            return;
        }

        var constructors = type.GetConstructors();
        var marked = Array.FindAll(
            constructors, constructor => constructor.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute), false));
        if ((marked.Length == 1 ? marked : constructors) is not [var chosen])
        {
            faults.Add(method, $"the class has {constructors.Length} public constructors. Keep exactly one.");
            return;
        }

        foreach (var parameter in chosen.GetParameters().Where(parameter => !IsAvailable(parameter, services)))
        {
            var asked = $"{TypeName.Of(parameter.ParameterType)} '{parameter.Name}'";
            faults.Add(method, $"the class's constructor asks for {asked}, which is not registered. "
                + "Add it to the builder's services.");
        }
    }

    private static bool IsAvailable(ParameterInfo parameter, IServiceProviderIsKeyedService services) =>
        parameter.HasDefaultValue
        || (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed
            ? services.IsKeyedService(parameter.ParameterType, keyed.Key)
            : services.IsService(parameter.ParameterType));
}
