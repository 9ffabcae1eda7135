using FunctionsExport.Emulators.Tencent.Backups;

namespace FunctionsExport.Emulators.Tencent.Faults;

/// <summary>How a task, once accepted, goes wrong.</summary>
internal sealed record TaskFault
{
    private TaskFault()
    {
    }

    /// <summary>How the task ends.</summary>
    public TaskState End { get; private init; } = TaskState.Succeeded;

    /// <summary>API 3.0's <c>TaskMessage</c>.</summary>
    public string Message { get; private init; } = "";

    /// <summary>The task runs for ever.</summary>
    public bool NeverEnds { get; private init; }

    /// <summary>No fault: keeps a place in the queue for a task that goes well.</summary>
    public static TaskFault None { get; } = new();

    /// <summary>The task never ends.</summary>
    public static TaskFault Endless { get; } = new() { NeverEnds = true };

    /// <summary>The task ends failed.</summary>
    public static TaskFault Fail(string message = "The task failed.") => new() { End = TaskState.Failed, Message = message };

    /// <summary>The task ends in an execution error.</summary>
    public static TaskFault Error(string message = "The task could not be executed.") =>
        new() { End = TaskState.Error, Message = message };
}
