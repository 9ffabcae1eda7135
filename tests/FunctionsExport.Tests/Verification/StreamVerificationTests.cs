using FunctionsExport.Rdb;
using FunctionsExport.Tests.Transfer.Support;
using FunctionsExport.Verification;

namespace FunctionsExport.Tests.Verification;

public sealed class StreamVerificationTests
{
    private static readonly byte[] Good = RdbFile.OfLength(5_000_000);

    [Fact]
    public async Task Stream_is_read_to_its_end_and_progress_told()
    {
        var told = new List<long>();

        var report = await StreamVerification.RunAsync(new MemoryStream(Good), told.Add, CancellationToken.None);

        Assert.Equal((Proof.Full, (long)Good.Length), (report.Proof, report.Size));
        Assert.Equal(Good.Length, told[^1]);
        Assert.Equal(told.Order(), told);
    }

    [Fact]
    public async Task Stream_that_is_known_to_be_bad_is_not_read_any_further()
    {
        using var endless = new Endless("REDIS00xx"u8.ToArray());

        var report = await StreamVerification.RunAsync(endless, progress: null, CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(2));

        Assert.NotNull(report.Fault);
    }

    [Fact]
    public async Task Stream_that_fails_passes_its_failure_on()
    {
        using var failing = new Endless([.. Good[..^100]]) { FailsAfterwards = true };

        await Assert.ThrowsAsync<IOException>(() => StreamVerification.RunAsync(failing, null, CancellationToken.None));
    }

    [Fact]
    public async Task Reading_that_is_cancelled_ends()
    {
        using var stop = new CancellationTokenSource();
        // A string that goes on for ever.
        using var endless = new Endless([.. Good[..60]]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StreamVerification.RunAsync(
            endless, read => (read > 2_000_000 ? stop : null)?.Cancel(), stop.Token));
    }

    /// <summary>Some bytes, and then zeros without end, or a failure.</summary>
    private sealed class Endless(byte[] beginning) : MemoryStream(beginning)
    {
        public bool FailsAfterwards { get; init; }

        public override int Read(Span<byte> buffer)
        {
            var read = base.Read(buffer);
            if (read > 0)
            {
                return read;
            }

            buffer.Clear();
            return FailsAfterwards ? throw new IOException("gone") : buffer.Length;
        }
    }
}
