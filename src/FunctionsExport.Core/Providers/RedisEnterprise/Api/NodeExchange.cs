using System.Diagnostics;
using System.Net.Http.Headers;
using FunctionsExport.Providers.RedisEnterprise.Settings;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Sends a request to one node, once, and reads the answer, whatever its status; follows no redirects.</summary>
internal sealed partial class NodeExchange : IDisposable
{
    /// <summary>The most that is read of a body, in bytes.</summary>
    public const int MaxBody = 1024 * 1024;

    private static readonly TimeSpan MaxConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly TransportFaults _faults;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    public NodeExchange(RedisEnterpriseSettings settings, TransportFaults faults, ILogger logger, TimeProvider time)
    {
        _faults = faults;
        _logger = logger;
        _time = time;
        var ssl = ServerTrust.Options(settings.Trust);
        ssl.ClientCertificateContext = settings.Credentials.Certificate;

        // Nodes that do not answer leave time for the last of the list.
        var share = settings.RequestTimeout / settings.Endpoints.Count;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = share < MaxConnectTimeout ? share : MaxConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            SslOptions = ssl,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Sends the request.</summary>
    /// <exception cref="ExportFaultException">No answer came; its fate says whether the request may have arrived.</exception>
    public async Task<ClusterAnswer> SendAsync(
        Uri node, ClusterRequest request, AuthenticationHeaderValue? authorization, CallTime time)
    {
        using var content = request.Body is null ? null : new TrackedJsonContent(request.Body);
        using var message = new HttpRequestMessage(request.Method, new Uri(node, request.Path)) { Content = content };
        message.Headers.Authorization = authorization;
        var started = Stopwatch.GetTimestamp();
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, time.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            time.ThrowIfCancelled();
            throw _faults.From(e, content);
        }

        using (response)
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            Log.Answered(_logger, request.Method, request.Path, (int)response.StatusCode, elapsed);
            return await ReadAsync(node, response, time);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Once the status is here, a body that cannot be read is part of the answer: an accepted export stays accepted.
    private async Task<ClusterAnswer> ReadAsync(Uri node, HttpResponseMessage response, CallTime time)
    {
        byte[]? body = null;
        ExportFault? fault = null;
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(time.Token);
            body = await ReadAsync(stream, time.Token);
            fault = body is null ? TransportFaults.BodyTooLarge : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            time.ThrowIfCancelled();
            fault = _faults.From(e, content: null).Fault;
        }

        _ = Uri.TryCreate(node, response.Headers.Location, out var location);
        return new ClusterAnswer((int)response.StatusCode, RetryAfterOf(response), body, fault, location);
    }

    private static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (read.Length + count > MaxBody)
            {
                return null;
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - _time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Path} answered {Status} after {Elapsed}.")]
        public static partial void Answered(ILogger logger, HttpMethod method, string path, int status, TimeSpan elapsed);
    }
}
