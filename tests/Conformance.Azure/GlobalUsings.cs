// An alias, because DurableTask.Core.Exceptions has a TaskFailedException of its own.
global using OrchestrationAlreadyExistsException = DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException;
