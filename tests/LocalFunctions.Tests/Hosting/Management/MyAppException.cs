namespace Behave;

/// <summary>An exception of the recorded app.</summary>
public sealed class MyAppException(string message) : Exception(message);
