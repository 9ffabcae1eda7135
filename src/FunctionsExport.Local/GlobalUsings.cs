// The embedded runtime's namespaces, in place of those of src/FunctionsExport/GlobalUsings.cs.
global using LocalFunctions.DurableTask;
global using LocalFunctions.DurableTask.Client;
global using LocalFunctions.Worker;
