// The conformance tests name no runtime namespace; Conformance.Azure imports the real ones for them.
global using LocalFunctions.DurableTask;
global using LocalFunctions.DurableTask.Client;
global using OrchestrationAlreadyExistsException = LocalFunctions.DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException;
