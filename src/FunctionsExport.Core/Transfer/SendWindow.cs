namespace FunctionsExport.Transfer;

/// <summary>Stages blocks, a few at a time, and gives their buffers back.</summary>
internal sealed class SendWindow(BlobTarget target, CancellationToken cancellationToken)
{
    private readonly List<Task> _sending = [];

    /// <summary>Sends a block, after waiting for room. A block that is staged already is not sent again.</summary>
    /// <param name="id">The block's id.</param>
    /// <param name="block">The block.</param>
    /// <param name="verified">Completes when the verification is done with the block's bytes; never fails.</param>
    /// <param name="alreadyStaged">Whether the service has the block.</param>
    public async Task SendAsync(string id, Block block, Task verified, bool alreadyStaged)
    {
        try
        {
            await MakeRoomAsync();
        }
        catch
        {
            _sending.Add(ReturnAsync(block, verified));
            throw;
        }

        _sending.Add(alreadyStaged ? ReturnAsync(block, verified) : StageAsync(id, block, verified));
    }

    /// <summary>Waits until every block is staged.</summary>
    public Task DrainAsync() => Task.WhenAll(_sending);

    /// <summary>Waits until no buffer is in use any more, whatever became of the blocks.</summary>
    public Task AbandonAsync() => Task.WhenAll(_sending).ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);

    private async Task MakeRoomAsync()
    {
        while (_sending.Count >= BlockPlan.BlocksInFlight)
        {
            var done = await Task.WhenAny(_sending);
            _sending.Remove(done);
            await done;
        }
    }

    private async Task StageAsync(string id, Block block, Task verified)
    {
        try
        {
            await target.StageAsync(id, block.Buffer, block.Length, cancellationToken);
        }
        finally
        {
            await ReturnAsync(block, verified);
        }
    }

    private static async Task ReturnAsync(Block block, Task verified)
    {
        await verified;
        block.Return();
    }
}
