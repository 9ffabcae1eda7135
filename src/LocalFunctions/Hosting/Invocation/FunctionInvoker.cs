using System.Reflection;
using LocalFunctions.Hosting.Indexing;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting.Invocation;

/// <summary>Calls one function's method.</summary>
internal sealed class FunctionInvoker
{
    private readonly MethodInvoker _method;
    private readonly ObjectFactory? _factory;
    private readonly Func<object?, Task<object?>> _unwrap;

    public FunctionInvoker(FunctionDescriptor function)
    {
        Function = function;
        _method = MethodInvoker.Create(function.Method);
        _factory = function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.Method.DeclaringType!, []);
        _unwrap = Unwrapper(function);
    }

    public FunctionDescriptor Function { get; }

    /// <summary>
    /// Makes an instance of the class when the method needs one, binds the parameters and awaits the result.
    /// </summary>
    /// <returns>The result; null when the method has none.</returns>
    public async Task<object?> InvokeAsync(FunctionInvocation invocation)
    {
        var instance = _factory?.Invoke(invocation.InstanceServices, null);
        if (instance is IDisposable or IAsyncDisposable)
        {
            invocation.InstanceServices.GetRequiredService<FunctionInstances>().Add(instance);
        }

        var arguments = Function.Parameters.Select(source => source(invocation)).ToArray();
        return await _unwrap(_method.Invoke(instance, arguments.AsSpan()));
    }

    private static Func<object?, Task<object?>> Unwrapper(FunctionDescriptor function)
    {
        if (!typeof(Task).IsAssignableFrom(function.Method.ReturnType))
        {
            return Task.FromResult;
        }

        if (function.ResultType == typeof(void))
        {
            return AwaitAsync;
        }

        var typed = new Func<object?, Task<object?>>(AwaitAsync<object>).Method.GetGenericMethodDefinition();
        return typed.MakeGenericMethod(function.ResultType).CreateDelegate<Func<object?, Task<object?>>>();
    }

    private static async Task<object?> AwaitAsync(object? returned)
    {
        await (Task)NotNull(returned);
        return null;
    }

    private static async Task<object?> AwaitAsync<T>(object? returned) => await (Task<T>)NotNull(returned);

    private static object NotNull(object? returned) =>
        returned ?? throw new InvalidOperationException("The function returned null instead of a task.");
}
