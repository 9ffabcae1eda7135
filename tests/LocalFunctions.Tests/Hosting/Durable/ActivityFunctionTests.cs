using LocalFunctions.Engine;
using LocalFunctions.Hosting.Durable;
using LocalFunctions.Hosting.Indexing;
using LocalFunctions.Hosting.Invocation;
using LocalFunctions.Tests.Hosting.Samples;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Tests.Hosting.Durable;

public sealed class ActivityFunctionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly InvocationTokens _tokens;

    public ActivityFunctionTests() => _tokens = new InvocationTokens(TimeSpan.FromMinutes(5), _time);

    public void Dispose() => _tokens.Dispose();

    [Theory]
    [InlineData(nameof(ActivityShapes.Void), null)]
    [InlineData(nameof(ActivityShapes.Value), "in 3")]
    [InlineData(nameof(ActivityShapes.Task), null)]
    [InlineData(nameof(ActivityShapes.TaskOfValue), "in 4")]
    public async Task Every_allowed_return_type_gives_its_result(string method, string? expected)
    {
        var activity = Create(method);

        Assert.Equal(expected, await activity.RunAsync(Context(), 2));
        Assert.Equal(typeof(int), activity.InputType);
        Assert.Equal(expected is null ? typeof(object) : typeof(string), activity.OutputType);
    }

    [Fact]
    public async Task A_missing_input_is_the_types_default() =>
        Assert.Equal("in 1", await Create(nameof(ActivityShapes.Value)).RunAsync(Context(), null));

    [Fact]
    public async Task An_exception_of_the_function_arrives_as_it_is()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Create(nameof(ActivityShapes.Throw)).RunAsync(Context(), 2));

        Assert.Equal("in 2", exception.Message);
    }

    [Fact]
    public async Task The_engines_token_cancels_the_function()
    {
        using var stop = new CancellationTokenSource();
        var run = Create(nameof(ActivityShapes.Wait)).RunAsync(Context(stop.Token), 0);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task The_stop_of_HTTP_and_timers_leaves_activities_alone()
    {
        using var stop = new CancellationTokenSource();
        var run = Create(nameof(ActivityShapes.Wait)).RunAsync(Context(stop.Token), 0);

        await _tokens.StopAsync();

        Assert.False(run.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task The_function_timeout_fails_the_activity()
    {
        var run = Create(nameof(ActivityShapes.Wait)).RunAsync(Context(), 0);

        _time.Advance(TimeSpan.FromMinutes(5));

        var exception = await Assert.ThrowsAsync<TimeoutException>(() => run);
        Assert.Contains("'Wait' took longer than functionTimeout", exception.Message, StringComparison.Ordinal);
    }

    private static ActivityContext Context(CancellationToken token = default) => new("A", "instance", "", token);

    private ActivityFunction Create(string name)
    {
        var method = typeof(ActivityShapes).GetMethod(name)!;
        var function = new FunctionDescriptor(name)
        {
            Method = method,
            Trigger = new ActivityTriggerBinding(typeof(int)),
            Parameters = [.. method.GetParameters().Select(Source)],
            ResultType = ResultTypes.Of(method),
        };
        var services = new ServiceCollection().BuildServiceProvider();
        return new ActivityFunction(new FunctionInvoker(function), typeof(int), _tokens, null!, services);
    }

    private static ParameterSource Source(System.Reflection.ParameterInfo parameter) => parameter.ParameterType == typeof(int)
        ? invocation => invocation.TriggerValue
        : invocation => invocation.CancellationToken;
}
