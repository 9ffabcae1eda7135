namespace FunctionsExport.Tests.Support;

/// <summary>
/// Lets several actors take turns at a <see cref="BlobServiceStub"/>, one request at a time, in an order that a seed decides. An actor
/// may be killed in place of a turn.
/// </summary>
internal sealed class Interleaving(int seed, int actors, double killed)
{
    private readonly AsyncLocal<int> _actor = new();
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<int, TaskCompletionSource<bool>> _waiting = [];
    private int _alive = actors;
    private int _kills;

    public int Kills => _kills;

    /// <summary>Set as <see cref="BlobServiceStub.Before"/>.</summary>
    public async Task<HttpResponseMessage?> TakeTurnAsync()
    {
        if (_actor.Value == 0)
        {
            return null;
        }

        var turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting[_actor.Value] = turn;
            NextTurn();
        }

        return await turn.Task ? null : throw new ActorKilledException();
    }

    /// <summary>Runs the actors until all have ended; the result of a killed one is null.</summary>
    public Task<T?[]> RunAsync<T>(params Func<Task<T?>>[] bodies)
        where T : class
    {
        Assert.Equal(_alive, bodies.Length);
        return Task.WhenAll(bodies.Select((body, index) => Task.Run(async () =>
        {
            _actor.Value = index + 1;
            try
            {
                return await body();
            }
            catch (ActorKilledException)
            {
                return null;
            }
            finally
            {
                lock (_gate)
                {
                    _alive--;
                    NextTurn();
                }
            }
        })));
    }

    private void NextTurn()
    {
        if (_waiting.Count == 0 || _waiting.Count < _alive)
        {
            return;
        }

        var next = _waiting.Keys.Order().ElementAt(_random.Next(_waiting.Count));
        _waiting.Remove(next, out var turn);
        var lives = _random.NextDouble() >= killed;
        _kills += lives ? 0 : 1;
        turn!.SetResult(lives);
    }

    internal sealed class ActorKilledException : Exception;
}
