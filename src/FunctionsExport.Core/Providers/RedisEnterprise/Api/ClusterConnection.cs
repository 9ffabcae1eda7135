using System.Diagnostics;
using System.Net.Http.Headers;
using FunctionsExport.Providers.RedisEnterprise.Settings;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Sends requests to a cluster and reads the answers, whatever their status; follows no redirects.</summary>
internal sealed partial class ClusterConnection : IDisposable
{
    /// <summary>The most that is read of a body, in bytes.</summary>
    public const int MaxBody = 1024 * 1024;

    private static readonly TimeSpan MaxConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly RedisEnterpriseSettings _settings;
    private readonly TransportFaults _faults;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    public ClusterConnection(RedisEnterpriseSettings settings, ILogger logger, TimeProvider time)
    {
        _settings = settings;
        _faults = new TransportFaults(settings);
        _logger = logger;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = settings.RequestTimeout < MaxConnectTimeout ? settings.RequestTimeout : MaxConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            SslOptions = ServerTrust.Options(settings.CaCertificates),
        };
        _http = new HttpClient(handler) { BaseAddress = settings.Endpoint, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Sends one request, once.</summary>
    /// <param name="method">GET, or, with a body, PUT or POST.</param>
    /// <param name="path">The path below the endpoint, with its query.</param>
    /// <param name="body">JSON, or empty; null for GET.</param>
    /// <exception cref="ExportFaultException">No answer came; its fate says whether the request may have arrived.</exception>
    public async Task<ClusterAnswer> SendAsync(
        HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var content = body is null ? null : new TrackedJsonContent(body);
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Authorization = _settings.Credentials.Header;
        using var timeout = new CancellationTokenSource(_settings.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);

        var started = Stopwatch.GetTimestamp();
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _faults.From(e, content);
        }

        using (response)
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            Log.Answered(_logger, method, path, (int)response.StatusCode, elapsed);
            return await ReadAsync(response, either.Token, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Once the status is here, a body that cannot be read is part of the answer: an accepted export stays accepted.
    private async Task<ClusterAnswer> ReadAsync(
        HttpResponseMessage response, CancellationToken bodyToken, CancellationToken cancellationToken)
    {
        byte[]? body = null;
        ExportFault? fault = null;
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(bodyToken);
            body = await ReadAsync(stream, bodyToken);
            fault = body is null ? TransportFaults.BodyTooLarge : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            fault = _faults.From(e, content: null).Fault;
        }

        return new ClusterAnswer((int)response.StatusCode, RetryAfterOf(response), body, fault);
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
