using System.Collections.Concurrent;
using System.Net;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Support;
using FunctionsExport.Tests.Transfer.Support;

namespace FunctionsExport.Tests.Transfer;

/// <summary>The copy is told to stop, or must not run ahead.</summary>
public sealed class VerifiedCopyStopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1, 0)] // Before the first block.
    [InlineData(2, 4)] // After four of six.
    [InlineData(3, 6)] // Before the commit.
    public async Task Export_that_is_to_stop_copies_no_further(int asked, int blocks)
    {
        var test = CopyTest.Plain();
        var cancelled = new ExportFault(FaultCodes.Cancelled, "Cancelled on request.");
        var times = 0;
        test.EnsureOwned = () => ++times == asked ? throw new ExportFaultException(cancelled) : Task.CompletedTask;

        var fault = await test.FaultAsync();

        Assert.Equal(cancelled, fault);
        Assert.InRange(test.Service.Count("put block"), 0, blocks);
        Assert.Equal(asked == 1 ? 0 : 1, test.Opened.Count);
        Assert.Equal(0, test.Service.Count("put blocklist"));
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task Good_copy_has_asked_three_times_whether_it_may_go_on()
    {
        var test = CopyTest.Plain();
        var times = 0;
        test.EnsureOwned = () =>
        {
            times++;
            return Task.CompletedTask;
        };

        await test.RunAsync();

        Assert.Equal(3, times);
    }

    [Fact]
    public async Task Lock_that_cannot_be_read_is_a_fault_of_the_storage()
    {
        var test = CopyTest.Small();
        test.EnsureOwned = () => throw new Azure.RequestFailedException(503, "busy", "ServerBusy", null);

        var fault = await test.FaultAsync();

        Assert.Equal((FaultCodes.StorageUnavailable, true), (fault.Code, fault.Retry));
    }

    [Fact]
    public async Task Cancelled_copy_ends_and_waits_for_what_is_on_its_way()
    {
        var test = CopyTest.Gzip();
        using var stop = new CancellationTokenSource();
        var (begun, ended) = (0, 0);
        test.Service.Before = async (call, token) =>
        {
            if (call.Kind == "put block" && Interlocked.Increment(ref begun) >= 2)
            {
                await stop.CancelAsync();
                try
                {
                    await Task.Delay(Patience, token);
                }
                finally
                {
                    Interlocked.Increment(ref ended);
                }
            }

            return null;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.RunAsync(stop.Token));

        Assert.Equal(begun - 1, ended);
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task Copy_cancelled_beforehand_does_nothing()
    {
        var test = CopyTest.Plain();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.RunAsync(new CancellationToken(canceled: true)));

        Assert.Empty(test.Opened);
        Assert.Empty(test.Service.Calls);
    }

    [Fact]
    public async Task Failed_block_ends_the_copy_when_the_others_have_ended()
    {
        var test = CopyTest.Plain();
        var (begun, ended) = (0, 0);
        test.Service.Before = async (call, token) =>
        {
            if (call.Kind != "put block")
            {
                return null;
            }

            if (Interlocked.Increment(ref begun) == 2)
            {
                return BlobServiceStub.Error(HttpStatusCode.Forbidden, "AuthorizationFailure");
            }

            try
            {
                await Task.Delay(Patience, token);
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }

            return null;
        };

        Assert.Equal("AuthorizationFailure", (await test.FaultAsync()).ProviderCode);
        Assert.Equal(begun - 1, ended);
    }

    [Fact]
    public async Task Blocks_in_memory_are_four_on_their_way_and_one_being_filled()
    {
        var content = RdbFile.OfLength(12 * CopyTest.BlockSize);
        var test = new CopyTest("dump.rdb", content);
        var held = new ConcurrentQueue<TaskCompletionSource>();
        var fiveRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (read, sent, most) = (0, 0, 0);
        test.Service.Before = async (call, token) =>
        {
            if (call.Kind == "put block")
            {
                var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                held.Enqueue(release);
                await release.Task.WaitAsync(Patience, token);
                Interlocked.Increment(ref sent);
            }

            return null;
        };
        var source = new SourceStream(content)
        {
            WasRead = position =>
            {
                read = (position + CopyTest.BlockSize - 1) / CopyTest.BlockSize;
                most = Math.Max(most, read - Volatile.Read(ref sent));
                if (position == 5 * CopyTest.BlockSize)
                {
                    fiveRead.TrySetResult();
                }
            },
        };

        var copy = test.RunAsync(source);

        // While none has arrived, four are on their way and the fifth is read.
        await fiveRead.Task.WaitAsync(Patience);
        while (!copy.IsCompleted)
        {
            if (held.TryDequeue(out var release))
            {
                release.SetResult();
            }

            await Task.Delay(1);
        }

        await copy;
        Assert.Equal(5, most);
        Assert.True(content.AsSpan().SequenceEqual(test.Blob!.Content));
    }
}
