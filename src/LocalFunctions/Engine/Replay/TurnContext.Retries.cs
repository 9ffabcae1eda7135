using LocalFunctions.DurableTask;
using CoreTaskFailedException = LocalFunctions.DurableTask.Core.Exceptions.TaskFailedException;

namespace LocalFunctions.Engine.Replay;

/// <content>Retries, made of ordinary actions and timers, so that they are in the history like those.</content>
internal sealed partial class TurnContext
{
    private Task<TResult> RetryAsync<TResult>(TaskRetryOptions? retry, Func<int, Task<TResult>> attempt)
        => retry switch
        {
            { Policy: { } policy } => RetryByPolicyAsync(policy, attempt),
            { Handler: { } handler } => RetryByHandlerAsync(handler, attempt),
            _ => attempt(1),
        };

    private async Task<TResult> RetryByPolicyAsync<TResult>(RetryPolicy policy, Func<int, Task<TResult>> attempt)
    {
        var start = _now;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt(number);
            }
            catch (Exception e) when (number < policy.MaxNumberOfAttempts && IsWorthRetrying(policy, e, _now - start))
            {
                // The wait is outside, where it may be awaited.
            }
            catch (Exception e) when (number == policy.MaxNumberOfAttempts && !IsFinal(e))
            {
                // The real engine sets a timer after the last attempt too. It counts as an action: without it the numbers of
                // all that follows would differ.
                await CreateTimer(_now, CancellationToken.None);
                throw;
            }

            await CreateTimer(_now.Add(RetryDelay.After(policy, number)), CancellationToken.None);
        }
    }

    private static bool IsWorthRetrying(RetryPolicy policy, Exception exception, TimeSpan sinceFirstAttempt)
    {
        if (IsFinal(exception))
        {
            return false;
        }

        try
        {
            return IsWanted(policy, exception) && !RetryDelay.IsOver(policy, sinceFirstAttempt);
        }
        catch (Exception)
        {
            // A predicate that throws must not hide the failure that it was asked about.
            return false;
        }
    }

    private static bool IsWanted(RetryPolicy policy, Exception exception)
        => policy.ShouldRetry is null
            || (exception is CoreTaskFailedException { FailureDetails: { } failure } && policy.ShouldRetry(failure));

    private static bool IsFinal(Exception exception) => exception is CoreTaskFailedException { IsRetriable: false };

    private async Task<TResult> RetryByHandlerAsync<TResult>(AsyncRetryHandler handler, Func<int, Task<TResult>> attempt)
    {
        var start = _now;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt(number);
            }
            catch (CoreTaskFailedException e) when (e.IsRetriable)
            {
                var context = new RetryContext(
                    this, number, TaskFailureDetails.FromException(e), _now - start, CancellationToken.None);
                if (!await handler(context))
                {
                    throw;
                }
            }
        }
    }
}
