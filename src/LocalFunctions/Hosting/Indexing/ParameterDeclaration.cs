using System.Reflection;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>A parameter of a function that is being checked.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Method">The function's method.</param>
/// <param name="Parameter">The parameter.</param>
/// <param name="Context">What it is checked against.</param>
/// <param name="Faults">Receives its faults.</param>
internal sealed record ParameterDeclaration(
    string Function, MethodInfo Method, ParameterInfo Parameter, IndexingContext Context, FunctionFaults Faults)
{
    public Type Type => Parameter.ParameterType;

    /// <summary>Reports a fault: what is wrong, and the remedy.</summary>
    public void Fault(string fault) => Faults.Add(Method, Parameter, fault);

    /// <summary>Reports a parameter that is not of the type that its attribute binds.</summary>
    public void Require(Type type, string attribute)
    {
        if (Type != type)
        {
            Fault($"{attribute} binds {TypeName.Of(type)}, not {TypeName.Of(Type)}. Use {type.FullName}.");
        }
    }
}
