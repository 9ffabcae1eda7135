using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace FunctionsExport.Tests.Support;

/// <summary>
/// What the app needs of Blob Storage, in memory, behind the real client: blobs under their ETags, blocks staged and committed.
/// </summary>
internal sealed class BlobServiceStub : HttpMessageHandler
{
    private readonly object _gate = new();
    private readonly Dictionary<string, StoredBlob> _blobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, byte[]>> _staged = new(StringComparer.Ordinal);
    private int _etag;

    /// <summary>Every request, in order.</summary>
    public ConcurrentQueue<BlobCall> Calls { get; } = new();

    /// <summary>As what it names itself; null for no name.</summary>
    public string? Server { get; set; }

    /// <summary>Asked before each request; an answer other than null is given instead of the stub's.</summary>
    public Func<BlobCall, CancellationToken, Task<HttpResponseMessage?>>? Before { get; set; }

    /// <summary>A container in it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="retries">How often the client tries again by itself.</param>
    public BlobContainerClient Container(string name = "exports", int retries = 0)
    {
        var options = new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(this, disposeHandler: false)) };
        options.Retry.MaxRetries = retries;
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        return new BlobContainerClient(new Uri($"https://stub.test/{name}"), options);
    }

    public StoredBlob? Find(string name, string container = "exports")
    {
        lock (_gate)
        {
            return _blobs.GetValueOrDefault($"{container}/{name}");
        }
    }

    public void Put(string name, byte[] content, IReadOnlyDictionary<string, string> metadata, string container = "exports")
    {
        lock (_gate)
        {
            _blobs[$"{container}/{name}"] = new StoredBlob(content, metadata, NextETag());
            _staged.Remove($"{container}/{name}");
        }
    }

    public void DropStaged()
    {
        lock (_gate)
        {
            _staged.Clear();
        }
    }

    public int Count(string kind) => Calls.Count(c => c.Kind == kind);

    public static HttpResponseMessage Error(HttpStatusCode status, string code)
    {
        var answer = new HttpResponseMessage(status)
        {
            Content = new StringContent(
                $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>", Encoding.UTF8, "application/xml"),
        };
        answer.Headers.Add("x-ms-error-code", code);
        return answer;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = BlobCall.Of(request);
        Calls.Enqueue(call);
        if (Before is not null && await Before(call, cancellationToken) is { } instead)
        {
            return instead;
        }

        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var answer = Answer(call, request, body);
        if (Server is not null)
        {
            answer.Headers.TryAddWithoutValidation("Server", Server);
        }

        return answer;
    }

    private HttpResponseMessage Answer(BlobCall call, HttpRequestMessage request, byte[] body)
    {
        lock (_gate)
        {
            return call.Kind switch
            {
                "put block" => Stage(call, body),
                "get blocklist" => ListStaged(call),
                "put blocklist" => Commit(call, request, body),
                "put blob" => Upload(call, request, body),
                "get blob" or "head blob" => Read(call),
                "delete blob" => Delete(call, request),
                _ => throw new NotSupportedException(call.Kind),
            };
        }
    }

    private HttpResponseMessage Stage(BlobCall call, byte[] body)
    {
        if (!_staged.TryGetValue(call.Path, out var blocks))
        {
            _staged[call.Path] = blocks = new(StringComparer.Ordinal);
        }

        blocks[call.BlockId!] = body;
        return new HttpResponseMessage(HttpStatusCode.Created);
    }

    private HttpResponseMessage ListStaged(BlobCall call)
    {
        if (!_staged.TryGetValue(call.Path, out var blocks))
        {
            return _blobs.ContainsKey(call.Path) ? BlockList([]) : Error(HttpStatusCode.NotFound, "BlobNotFound");
        }

        return BlockList(blocks);
    }

    private HttpResponseMessage Commit(BlobCall call, HttpRequestMessage request, byte[] body)
    {
        if (Refused(call, request) is { } refused)
        {
            return refused;
        }

        var ids = XDocument.Parse(Encoding.UTF8.GetString(body).TrimStart('\uFEFF')).Root!.Elements().Select(e => e.Value);
        var blocks = _staged.GetValueOrDefault(call.Path) ?? [];
        var content = new MemoryStream();
        foreach (var id in ids)
        {
            if (!blocks.TryGetValue(id, out var block))
            {
                return Error(HttpStatusCode.BadRequest, "InvalidBlockList");
            }

            content.Write(block);
        }

        _staged.Remove(call.Path);
        return Store(call, request, content.ToArray());
    }

    private HttpResponseMessage Upload(BlobCall call, HttpRequestMessage request, byte[] body) =>
        Refused(call, request) ?? Store(call, request, body);

    private HttpResponseMessage Delete(BlobCall call, HttpRequestMessage request)
    {
        if (Refused(call, request) is { } refused)
        {
            return refused;
        }

        return _blobs.Remove(call.Path)
            ? new HttpResponseMessage(HttpStatusCode.Accepted)
            : Error(HttpStatusCode.NotFound, "BlobNotFound");
    }

    private HttpResponseMessage Read(BlobCall call)
    {
        if (!_blobs.TryGetValue(call.Path, out var blob))
        {
            return Error(HttpStatusCode.NotFound, "BlobNotFound");
        }

        var head = call.Kind == "head blob";
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(head ? [] : blob.Content) };
        answer.Content.Headers.ContentLength = blob.Content.Length;
        answer.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
        answer.Headers.Add("x-ms-blob-type", "BlockBlob");
        foreach (var (key, value) in blob.Metadata)
        {
            answer.Headers.Add("x-ms-meta-" + key, value);
        }

        return WithETag(answer, blob.ETag);
    }

    private HttpResponseMessage? Refused(BlobCall call, HttpRequestMessage request)
    {
        var current = _blobs.GetValueOrDefault(call.Path);
        if (request.Headers.IfNoneMatch.Any(e => e.Tag == "*") && current is not null)
        {
            return Error(HttpStatusCode.Conflict, "BlobAlreadyExists");
        }

        var wanted = request.Headers.IfMatch.FirstOrDefault()?.Tag;
        return wanted is null || wanted == current?.ETag ? null : Error(HttpStatusCode.PreconditionFailed, "ConditionNotMet");
    }

    private HttpResponseMessage Store(BlobCall call, HttpRequestMessage request, byte[] content)
    {
        const string Prefix = "x-ms-meta-";
        var metadata = request.Headers
            .Where(h => h.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => h.Key[Prefix.Length..], h => h.Value.First(), StringComparer.OrdinalIgnoreCase);
        var blob = new StoredBlob(content, metadata, NextETag());
        _blobs[call.Path] = blob;
        return WithETag(new HttpResponseMessage(HttpStatusCode.Created), blob.ETag);
    }

    private string NextETag() => string.Create(CultureInfo.InvariantCulture, $"\"{++_etag}\"");

    private static HttpResponseMessage BlockList(Dictionary<string, byte[]> blocks)
    {
        var xml = new XElement(
            "BlockList",
            new XElement("CommittedBlocks"),
            new XElement("UncommittedBlocks", blocks.Select(b => new XElement(
                "Block", new XElement("Name", b.Key), new XElement("Size", b.Value.Length)))));
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(xml.ToString(), Encoding.UTF8, "application/xml"),
        };
    }

    private static HttpResponseMessage WithETag(HttpResponseMessage answer, string etag)
    {
        answer.Headers.TryAddWithoutValidation("ETag", etag);
        answer.Content.Headers.LastModified ??= DateTimeOffset.UnixEpoch;
        return answer;
    }
}
