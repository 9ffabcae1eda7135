namespace Conformance;

/// <summary>Throws where an expression with a value is wanted.</summary>
internal static class Fault
{
    public static string Throw(string message) => throw new InvalidOperationException(message);

    public static string Throw(Exception exception) => throw exception;
}
