namespace LocalFunctions.DurableTask;

/// <content>Ways to add an orchestrator.</content>
public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds an orchestrator of a version.</summary>
    /// <exception cref="ArgumentException">An orchestrator of this name and version is already added.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, TaskVersion version, Func<ITaskOrchestrator> factory)
    {
        Check.NotNull(factory);
        return AddOrchestratorFactory(name, version, _ => factory());
    }

    /// <summary>Adds an orchestrator.</summary>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<ITaskOrchestrator> factory)
        => AddOrchestrator(name, default, factory);

    /// <summary>Adds an orchestrator class.</summary>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Type type)
    {
        Check.ConcreteType<ITaskOrchestrator>(type);
        return AddOrchestrator(name, VersionOf(type), () => (ITaskOrchestrator)Activator.CreateInstance(type)!);
    }

    /// <summary>Adds an orchestrator class under its own name.</summary>
    public DurableTaskRegistry AddOrchestrator(Type type)
    {
        Check.ConcreteType<ITaskOrchestrator>(type);
        return AddOrchestrator(NameOf(type), type);
    }

    /// <summary>Adds an orchestrator class.</summary>
    public DurableTaskRegistry AddOrchestrator<TOrchestrator>(TaskName name)
        where TOrchestrator : class, ITaskOrchestrator
        => AddOrchestrator(name, typeof(TOrchestrator));

    /// <summary>Adds an orchestrator class under its own name.</summary>
    public DurableTaskRegistry AddOrchestrator<TOrchestrator>()
        where TOrchestrator : class, ITaskOrchestrator
        => AddOrchestrator(typeof(TOrchestrator));

    /// <summary>Adds one orchestrator object.</summary>
    public DurableTaskRegistry AddOrchestrator(TaskName name, ITaskOrchestrator orchestrator)
    {
        Check.NotNull(orchestrator);
        return AddOrchestrator(name, VersionOf(orchestrator.GetType()), () => orchestrator);
    }

    /// <summary>Adds one orchestrator object under its class's name.</summary>
    public DurableTaskRegistry AddOrchestrator(ITaskOrchestrator orchestrator)
    {
        Check.NotNull(orchestrator);
        return AddOrchestrator(NameOf(orchestrator.GetType()), orchestrator);
    }

    /// <summary>Adds an orchestrator of a delegate.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(
        TaskName name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> orchestrator)
        => AddOrchestratorFunc(name, default, orchestrator);

    /// <summary>Adds an orchestrator of a delegate and a version.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(
        TaskName name, TaskVersion version, Func<TaskOrchestrationContext, TInput, Task<TOutput>> orchestrator)
    {
        ITaskOrchestrator wrapper = FuncTaskOrchestrator.Create(Check.NotNull(orchestrator));
        return AddOrchestrator(name, version, () => wrapper);
    }

    /// <summary>Adds an orchestrator of a delegate.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(
        TaskName name, Func<TaskOrchestrationContext, TInput, TOutput> orchestrator)
    {
        Check.NotNull(orchestrator);
        return AddOrchestratorFunc<TInput, TOutput>(name, (context, input) => Task.FromResult(orchestrator(context, input)));
    }

    /// <summary>Adds an orchestrator of a delegate.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput>(
        TaskName name, Func<TaskOrchestrationContext, TInput, Task> orchestrator)
    {
        Check.NotNull(orchestrator);
        return AddOrchestratorFunc<TInput, object?>(name, async (context, input) =>
        {
            await orchestrator(context, input);
            return null;
        });
    }

    /// <summary>Adds an orchestrator of a delegate.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TOutput>(
        TaskName name, Func<TaskOrchestrationContext, Task<TOutput>> orchestrator)
    {
        Check.NotNull(orchestrator);
        return AddOrchestratorFunc<object?, TOutput>(name, (context, _) => orchestrator(context));
    }

    /// <summary>Adds an orchestrator of a delegate.</summary>
    public DurableTaskRegistry AddOrchestratorFunc(TaskName name, Func<TaskOrchestrationContext, Task> orchestrator)
    {
        Check.NotNull(orchestrator);
        return AddOrchestratorFunc<object?, object?>(name, async (context, _) =>
        {
            await orchestrator(context);
            return null;
        });
    }

    /// <summary>Adds an orchestrator of a delegate.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TOutput>(
        TaskName name, Func<TaskOrchestrationContext, TOutput> orchestrator)
    {
        Check.NotNull(orchestrator);
        return AddOrchestratorFunc<object?, TOutput>(name, (context, _) => orchestrator(context));
    }

    /// <summary>Adds an orchestrator of a delegate.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput>(
        TaskName name, Action<TaskOrchestrationContext, TInput> orchestrator)
    {
        Check.NotNull(orchestrator);
        return AddOrchestratorFunc<TInput, object?>(name, (context, input) =>
        {
            orchestrator(context, input);
            return Task.FromResult<object?>(null);
        });
    }

    /// <summary>Adds an orchestrator of a delegate.</summary>
    public DurableTaskRegistry AddOrchestratorFunc(TaskName name, Action<TaskOrchestrationContext> orchestrator)
    {
        Check.NotNull(orchestrator);
        return AddOrchestratorFunc<object?, object?>(name, (context, _) =>
        {
            orchestrator(context);
            return Task.FromResult<object?>(null);
        });
    }

    /// <summary>Adds an orchestrator that is made from a service scope, which lasts one turn.</summary>
    internal DurableTaskRegistry AddOrchestratorFactory(
        TaskName name, TaskVersion version, Func<IServiceProvider, ITaskOrchestrator> factory)
    {
        Add(_orchestrators, name, version, factory, nameof(ITaskOrchestrator));
        return this;
    }
}
