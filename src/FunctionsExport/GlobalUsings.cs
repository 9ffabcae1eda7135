// The one place in the app that names the runtime it is built on; FunctionsExport.Local has its own.
global using Microsoft.Azure.Functions.Worker;
global using Microsoft.DurableTask;
global using Microsoft.DurableTask.Client;
