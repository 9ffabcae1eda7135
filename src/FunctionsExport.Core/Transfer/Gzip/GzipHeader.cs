using System.IO.Hashing;

namespace FunctionsExport.Transfer.Gzip;

/// <summary>Reads the header of a member (RFC 1952, 2.3).</summary>
internal sealed class GzipHeader(GzipInput input)
{
    private const byte Id1 = 0x1F;
    private const byte Id2 = 0x8B;
    private const byte Deflate = 8;
    private const int TimeXflAndSystem = 6;
    private const GzipFlags Known =
        GzipFlags.Text | GzipFlags.HeaderCrc | GzipFlags.Extra | GzipFlags.Name | GzipFlags.Comment;

    private readonly Crc32 _crc = new();
    private readonly byte[] _one = new byte[1];

    /// <summary>Whether a header may have these flags: the other bits are reserved and "must be zero".</summary>
    public static bool IsKnown(GzipFlags flags) => (flags & ~Known) == 0;

    /// <summary>Goes on to the member's deflated data.</summary>
    /// <exception cref="GzipFaultException">There is no header, or a bad one.</exception>
    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        _crc.Reset();
        await ExpectAsync(Id1, "gzip's magic 1f 8b", cancellationToken);
        await ExpectAsync(Id2, "gzip's magic 1f 8b", cancellationToken);
        await ExpectAsync(Deflate, "compression method 8, deflate", cancellationToken);
        var flags = (GzipFlags)await NextAsync("flags", cancellationToken);
        if (!IsKnown(flags))
        {
            throw Fault(input.Position - 1, "flags without the reserved bits", $"{(byte)flags:x2}");
        }

        await SkipAsync(TimeXflAndSystem, cancellationToken);
        if (flags.HasFlag(GzipFlags.Extra))
        {
            await SkipAsync(await NumberAsync(cancellationToken), cancellationToken);
        }

        if (flags.HasFlag(GzipFlags.Name))
        {
            await SkipTextAsync("the end of the file name", cancellationToken);
        }

        if (flags.HasFlag(GzipFlags.Comment))
        {
            await SkipTextAsync("the end of the comment", cancellationToken);
        }

        if (flags.HasFlag(GzipFlags.HeaderCrc))
        {
            await CheckAsync(cancellationToken);
        }
    }

    private async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        var computed = (ushort)_crc.GetCurrentHashAsUInt32();
        var recorded = await NumberAsync(cancellationToken);
        if (recorded != computed)
        {
            throw Fault(input.Position - 2, $"the header's checksum {computed:x4}", $"{recorded:x4}");
        }
    }

    private async ValueTask ExpectAsync(byte expected, string what, CancellationToken cancellationToken)
    {
        var found = await NextAsync(what, cancellationToken);
        if (found != expected)
        {
            throw Fault(input.Position - 1, $"{expected:x2} of {what}", $"{found:x2}");
        }
    }

    private async ValueTask<int> NumberAsync(CancellationToken cancellationToken)
    {
        var low = await NextAsync("a number of two bytes", cancellationToken);
        return low | (await NextAsync("a number of two bytes", cancellationToken) << 8);
    }

    private async ValueTask SkipAsync(int count, CancellationToken cancellationToken)
    {
        for (; count > 0; count--)
        {
            await NextAsync("the rest of a gzip header", cancellationToken);
        }
    }

    private async ValueTask SkipTextAsync(string what, CancellationToken cancellationToken)
    {
        while (await NextAsync(what, cancellationToken) != 0)
        {
        }
    }

    private async ValueTask<byte> NextAsync(string what, CancellationToken cancellationToken)
    {
        if (!await input.FillAsync(1, cancellationToken))
        {
            throw Fault(input.Position, what, "the end of the file");
        }

        _one[0] = input.Available[0];
        input.Skip(1);
        _crc.Append(_one);
        return _one[0];
    }

    private static GzipFaultException Fault(long offset, string expected, string found) => new(new GzipFault(offset, expected, found));
}
