using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.DurableTask;

/// <content>Ways to add an activity.</content>
public sealed partial class DurableTaskRegistry
{
    /// <summary>Adds an activity that is made from a service scope, which lasts one execution.</summary>
    /// <exception cref="ArgumentException">An activity of this name is already added.</exception>
    public DurableTaskRegistry AddActivity(TaskName name, Func<IServiceProvider, ITaskActivity> factory)
        => AddActivityFactory(name, default, factory);

    /// <summary>Adds an activity of a version.</summary>
    public DurableTaskRegistry AddActivity(TaskName name, TaskVersion version, Func<ITaskActivity> factory)
    {
        Check.NotNull(factory);
        return AddActivityFactory(name, version, _ => factory());
    }

    /// <summary>Adds an activity class, made with services.</summary>
    public DurableTaskRegistry AddActivity(TaskName name, Type type)
    {
        Check.ConcreteType<ITaskActivity>(type);
        return AddActivityFactory(
            name,
            VersionOf(type),
            services => (ITaskActivity)ActivatorUtilities.GetServiceOrCreateInstance(services, type));
    }

    /// <summary>Adds an activity class under its own name, made with services.</summary>
    public DurableTaskRegistry AddActivity(Type type)
    {
        Check.ConcreteType<ITaskActivity>(type);
        return AddActivity(NameOf(type), type);
    }

    /// <summary>Adds an activity class, made with services.</summary>
    public DurableTaskRegistry AddActivity<TActivity>(TaskName name)
        where TActivity : class, ITaskActivity
        => AddActivity(name, typeof(TActivity));

    /// <summary>Adds an activity class under its own name, made with services.</summary>
    public DurableTaskRegistry AddActivity<TActivity>()
        where TActivity : class, ITaskActivity
        => AddActivity(typeof(TActivity));

    /// <summary>Adds one activity object.</summary>
    public DurableTaskRegistry AddActivity(TaskName name, ITaskActivity activity)
    {
        Check.NotNull(activity);
        return AddActivity(name, VersionOf(activity.GetType()), () => activity);
    }

    /// <summary>Adds one activity object under its class's name.</summary>
    public DurableTaskRegistry AddActivity(ITaskActivity activity)
    {
        Check.NotNull(activity);
        return AddActivity(NameOf(activity.GetType()), activity);
    }

    /// <summary>Adds an activity of a delegate.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(
        TaskName name, Func<TaskActivityContext, TInput, Task<TOutput>> activity)
        => AddActivityFunc(name, default, activity);

    /// <summary>Adds an activity of a delegate and a version.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(
        TaskName name, TaskVersion version, Func<TaskActivityContext, TInput, Task<TOutput>> activity)
    {
        ITaskActivity wrapper = FuncTaskActivity.Create(Check.NotNull(activity));
        return AddActivity(name, version, () => wrapper);
    }

    /// <summary>Adds an activity of a delegate.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(
        TaskName name, Func<TaskActivityContext, TInput, TOutput> activity)
    {
        Check.NotNull(activity);
        return AddActivityFunc<TInput, TOutput>(name, (context, input) => Task.FromResult(activity(context, input)));
    }

    /// <summary>Adds an activity of a delegate.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput>(TaskName name, Func<TaskActivityContext, TInput, Task> activity)
    {
        Check.NotNull(activity);
        return AddActivityFunc<TInput, object?>(name, async (context, input) =>
        {
            await activity(context, input);
            return null;
        });
    }

    /// <summary>Adds an activity of a delegate.</summary>
    public DurableTaskRegistry AddActivityFunc<TOutput>(TaskName name, Func<TaskActivityContext, Task<TOutput>> activity)
    {
        Check.NotNull(activity);
        return AddActivityFunc<object?, TOutput>(name, (context, _) => activity(context));
    }

    /// <summary>Adds an activity of a delegate.</summary>
    public DurableTaskRegistry AddActivityFunc(TaskName name, Func<TaskActivityContext, Task> activity)
    {
        Check.NotNull(activity);
        return AddActivityFunc<object?, object?>(name, async (context, _) =>
        {
            await activity(context);
            return null;
        });
    }

    /// <summary>Adds an activity of a delegate.</summary>
    public DurableTaskRegistry AddActivityFunc<TOutput>(TaskName name, Func<TaskActivityContext, TOutput> activity)
    {
        Check.NotNull(activity);
        return AddActivityFunc<object?, TOutput>(name, (context, _) => activity(context));
    }

    /// <summary>Adds an activity of a delegate.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput>(TaskName name, Action<TaskActivityContext, TInput> activity)
    {
        Check.NotNull(activity);
        return AddActivityFunc<TInput, object?>(name, (context, input) =>
        {
            activity(context, input);
            return Task.FromResult<object?>(null);
        });
    }

    /// <summary>Adds an activity of a delegate.</summary>
    public DurableTaskRegistry AddActivityFunc(TaskName name, Action<TaskActivityContext> activity)
    {
        Check.NotNull(activity);
        return AddActivityFunc<object?, object?>(name, (context, _) =>
        {
            activity(context);
            return Task.FromResult<object?>(null);
        });
    }

    private DurableTaskRegistry AddActivityFactory(
        TaskName name, TaskVersion version, Func<IServiceProvider, ITaskActivity> factory)
    {
        Add(_activities, name, version, factory, nameof(ITaskActivity));
        return this;
    }
}
