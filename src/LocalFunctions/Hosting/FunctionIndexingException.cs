namespace LocalFunctions.Hosting;

/// <summary>The app cannot start because of how its functions are declared.</summary>
public sealed class FunctionIndexingException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="faults">
    /// Every fault, each naming the class, the method, the parameter if there is one, and the remedy.
    /// </param>
    public FunctionIndexingException(IReadOnlyList<string> faults)
        : base(FaultList.Format("The app cannot start. Faults in its functions:", faults))
    {
        Faults = faults;
    }

    /// <summary>Every fault, each naming the class, the method, the parameter if there is one, and the remedy.</summary>
    public IReadOnlyList<string> Faults { get; }
}
