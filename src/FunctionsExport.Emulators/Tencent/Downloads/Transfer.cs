using System.Net.Http.Headers;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.Hosting;

namespace FunctionsExport.Emulators.Tencent.Downloads;

/// <summary>One answer with a file or a part of it.</summary>
internal sealed class Transfer(Cloud cloud, DownloadGrant grant, string target, DownloadFault fault)
{
    private const int BufferSize = 16 << 10;

    private readonly DownloadSwitches _switches = cloud.Downloads;

    /// <summary>Answers, and returns how many bytes of the file were sent.</summary>
    public async Task<long> RunAsync(HttpContext context)
    {
        await using var file = File.OpenRead(grant.File.Path);
        var length = fault.Kind == DownloadFaultKind.Truncate ? Math.Min(fault.Bytes, file.Length) : file.Length;
        var response = context.Response;
        response.ContentType = "application/octet-stream";
        if (_switches.ETags)
        {
            response.Headers.ETag = grant.File.ETag;
        }

        if (_switches.Ranges)
        {
            response.Headers.AcceptRanges = "bytes";
        }

        var (first, last) = (0L, length - 1);
        if (AskedRange(context.Request) is { } asked)
        {
            if (Resolve(asked, length) is not { } range)
            {
                response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
                response.Headers.ContentRange = $"bytes */{length}";
                return 0;
            }

            (first, last) = range;
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {first}-{last}/{length}";
        }

        response.ContentLength = last - first + 1;
        return await CopyAsync(context, file, first, last);
    }

    private RangeItemHeaderValue? AskedRange(HttpRequest request)
    {
        if (!_switches.Ranges
            || !RangeHeaderValue.TryParse(request.Headers.Range, out var header)
            || header is not { Unit: "bytes", Ranges.Count: 1 })
        {
            return null;
        }

        var condition = request.Headers.IfRange.ToString();
        return condition.Length == 0 || (_switches.ETags && condition == grant.File.ETag) ? header.Ranges.Single() : null;
    }

    private static (long First, long Last)? Resolve(RangeItemHeaderValue asked, long length)
    {
        var first = asked.From ?? Math.Max(length - asked.To!.Value, 0);
        var last = asked.From is null ? length - 1 : Math.Min(asked.To ?? long.MaxValue, length - 1);
        return first < length && first <= last ? (first, last) : null;
    }

    private async Task<long> CopyAsync(HttpContext context, FileStream file, long first, long last)
    {
        var buffer = new byte[BufferSize];
        var sent = 0L;
        var left = last - first + 1;
        file.Position = first;
        while (left > 0)
        {
            if (IsCut(sent))
            {
                await context.Response.Body.FlushAsync(context.RequestAborted);
                FaultyCall.Drop(context);
                return sent;
            }

            var count = (int)Math.Min(Math.Min(buffer.Length, left), BeforeCut(sent));
            var position = file.Position;
            await file.ReadExactlyAsync(buffer.AsMemory(0, count), context.RequestAborted);
            Corrupt(buffer.AsSpan(0, count), position);
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
            (sent, left) = (sent + count, left - count);
            await SlowAsync(count, context.RequestAborted);
        }

        return sent;
    }

    private bool IsCut(long sent)
    {
        switch (fault.Kind)
        {
            case DownloadFaultKind.Expire when sent >= fault.Bytes:
                cloud.Grants.Expire(target);
                return true;
            case DownloadFaultKind.Reset:
                return sent >= fault.Bytes;
            default:
                return _switches.ExpiryCutsTransfers && cloud.Grants.Find(target)!.Expires <= cloud.Clock.Now;
        }
    }

    private long BeforeCut(long sent) =>
        fault.Kind is DownloadFaultKind.Expire or DownloadFaultKind.Reset ? fault.Bytes - sent : long.MaxValue;

    private void Corrupt(Span<byte> bytes, long position)
    {
        if (fault.Kind == DownloadFaultKind.Corrupt && fault.Bytes >= position && fault.Bytes < position + bytes.Length)
        {
            bytes[(int)(fault.Bytes - position)] ^= 0xFF;
        }
    }

    private async Task SlowAsync(int count, CancellationToken cancellationToken)
    {
        if (_switches.BytesPerSecond is { } speed)
        {
            await Task.Delay(TimeSpan.FromSeconds((double)count / speed), cancellationToken);
        }
    }
}
