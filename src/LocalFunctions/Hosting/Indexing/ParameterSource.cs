using LocalFunctions.Hosting.Invocation;

namespace LocalFunctions.Hosting.Indexing;

/// <summary>Gets a parameter's value for one invocation.</summary>
internal delegate object? ParameterSource(FunctionInvocation invocation);
