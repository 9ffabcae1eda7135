namespace LocalFunctions.Tests.Hosting.Samples;

public static class ActivityShapes
{
    public static void Void(int input) => _ = input;

    public static string Value(int input) => FormattableString.Invariant($"in {input + 1}");

    public static Task Task(int input) => System.Threading.Tasks.Task.FromResult(input);

    public static async Task<string> TaskOfValue(int input)
    {
        await System.Threading.Tasks.Task.Yield();
        return FormattableString.Invariant($"in {input + 2}");
    }

    public static void Throw(int input) => throw new InvalidOperationException(FormattableString.Invariant($"in {input}"));

    public static Task Wait(int input, CancellationToken token) =>
        System.Threading.Tasks.Task.Delay(Timeout.Infinite - input, token);
}
