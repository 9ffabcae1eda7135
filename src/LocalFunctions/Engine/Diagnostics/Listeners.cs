namespace LocalFunctions.Engine.Diagnostics;

/// <summary>Listeners of metrics and spans are others' code: one that throws must not hold up the engine.</summary>
internal static class Listeners
{
    public static void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception)
        {
            // Its own loss.
        }
    }
}
