using System.Reflection;
using LocalFunctions.Worker;
using LocalFunctions.Worker.Extensions.Abstractions;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Finds the functions of an app and checks their declarations.</summary>
internal sealed class FunctionIndexer(IndexingContext context)
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly
        | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly FunctionFaults _faults = new();

    /// <summary>Finds every method with <see cref="FunctionAttribute"/>, of whatever accessibility.</summary>
    /// <param name="types">The classes to search.</param>
    /// <exception cref="FunctionIndexingException">Functions cannot be run; lists every fault.</exception>
    public IReadOnlyList<FunctionDescriptor> Index(IEnumerable<Type> types)
    {
        var functions = new List<FunctionDescriptor>();
        var names = new Dictionary<string, MethodInfo>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in types.Distinct().SelectMany(type => type.GetMethods(Declared)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>(inherit: false) is not { } attribute)
            {
                continue;
            }

            var name = attribute.Name ?? "";
            if (!names.TryAdd(name, method))
            {
                _faults.Add(method, $"the name \"{name}\" is that of {FunctionFaults.Place(names[name])} too. "
                    + "Names must differ in more than case: change one.");
            }

            if (Read(name, method) is { } function)
            {
                functions.Add(function);
            }
        }

        RouteConflicts.Check(functions, context.Policies, _faults);
        return _faults.All.Count == 0 ? functions : throw new FunctionIndexingException(_faults.All);
    }

    private FunctionDescriptor? Read(string name, MethodInfo method)
    {
        FunctionSignature.Check(name, method, _faults);
        ConstructorCheck.Check(method, context.Services, _faults);
        var triggers = method.GetParameters()
            .Select(parameter => (Parameter: parameter, Attribute: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(trigger => trigger.Attribute is not null)
            .ToList();
        if (triggers is not [var (parameter, attribute)])
        {
            _faults.Add(method, triggers.Count == 0
                ? "it has no trigger. Mark one parameter with a trigger attribute, such as [HttpTrigger]."
                : $"it has {triggers.Count} triggers. Keep one, and make a function of each other.");
            return null;
        }

        ParameterDeclaration Declare(ParameterInfo each) => new(name, method, each, context, _faults);
        if (ReadTrigger(Declare(parameter), attribute!) is not { } trigger)
        {
            return null;
        }

        ResultTypes.Check(method, trigger, _faults);
        var sources = method.GetParameters()
            .Select(each => ReadParameter(Declare(each), isTrigger: each == parameter, trigger))
            .ToList();
        return sources.Contains(null)
            ? null
            : new FunctionDescriptor(name)
            {
                Method = method,
                Trigger = trigger,
                Parameters = sources!,
                ResultType = ResultTypes.Of(method),
            };
    }

    private static TriggerBinding? ReadTrigger(ParameterDeclaration declared, TriggerBindingAttribute attribute)
    {
        switch (attribute)
        {
            case HttpTriggerAttribute http:
                return HttpTriggerReader.Read(declared, http);
            case TimerTriggerAttribute timer:
                return TimerTriggerReader.Read(declared, timer);
            case OrchestrationTriggerAttribute orchestration:
                return DurableTriggerReader.Read(declared, orchestration);
            case ActivityTriggerAttribute activity:
                return DurableTriggerReader.Read(declared, activity);
            default:
                declared.Fault($"the trigger {TypeName.Of(attribute.GetType())} is not supported by this runtime.");
                return null;
        }
    }

    private static ParameterSource? ReadParameter(ParameterDeclaration declared, bool isTrigger, TriggerBinding trigger)
    {
        if (declared.Type.IsByRef)
        {
            declared.Fault("ref, out and in parameters cannot be bound. Take the value.");
            return null;
        }

        return isTrigger ? invocation => invocation.TriggerValue : ParameterReader.Read(declared, trigger);
    }
}
