// The orchestration's scenarios name no runtime; Conformance.Azure imports the real one for them.
global using DurableTaskRegistry = LocalFunctions.DurableTask.DurableTaskRegistry;
