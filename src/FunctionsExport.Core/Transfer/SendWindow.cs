namespace FunctionsExport.Transfer;

/// <summary>Stages blocks, a few at a time, and gives their buffers back.</summary>
internal sealed class SendWindow(BlobTarget target, CancellationToken cancellationToken)
{
    private readonly List<Task> _sending = [];

    /// <summary>Sends a block, after waiting for room. A block that is staged already is not sent again.</summary>
    public async Task SendAsync(string id, Block block, bool alreadyStaged)
    {
        if (alreadyStaged)
        {
            block.Return();
            return;
        }

        _sending.Add(StageAsync(id, block));
        if (_sending.Count >= BlockPlan.BlocksInFlight)
        {
            var done = await Task.WhenAny(_sending);
            _sending.Remove(done);
            await done;
        }
    }

    /// <summary>Waits until every block is staged.</summary>
    public Task DrainAsync() => Task.WhenAll(_sending);

    /// <summary>Waits until no buffer is in use any more, whatever became of the blocks.</summary>
    public Task AbandonAsync() => Task.WhenAll(_sending).ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);

    private async Task StageAsync(string id, Block block)
    {
        try
        {
            await target.StageAsync(id, block.Buffer, block.Length, cancellationToken);
        }
        finally
        {
            block.Return();
        }
    }
}
