using System.Diagnostics;
using System.Net.Http.Headers;
using FunctionsExport.Providers.RedisEnterprise.Settings;
using FunctionsExport.Providers.Transport;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Sends a request to one node, once, and reads the answer, whatever its status; follows no redirects.</summary>
internal sealed partial class NodeExchange : IDisposable
{
    /// <summary>The most that is read of a body, in bytes.</summary>
    public const int MaxBody = 1024 * 1024;

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
        var handler = ApiHttp.CreateHandler(settings.RequestTimeout / settings.Endpoints.Count, ApiHttp.ConnectionLifetime);
        handler.SslOptions = ssl;
        _http = ApiHttp.CreateClient(handler);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    /// <summary>Sends the request.</summary>
    /// <exception cref="ExportFaultException">No answer came; its fate says whether the request may have arrived.</exception>
    public async Task<ClusterAnswer> SendAsync(
        Uri node, ClusterRequest request, AuthenticationHeaderValue? authorization, CallTime time)
    {
        using var content = request.Body is null ? null : new TrackedBody(request.Body, TrackedBody.Json);
        using var message = new HttpRequestMessage(request.Method, new Uri(node, request.Path)) { Content = content };
        message.Headers.Authorization = authorization;
        var started = Stopwatch.GetTimestamp();
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, time.Token);
        }
        catch (Exception e) when (ApiHttp.IsFailure(e))
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
            body = await ApiHttp.ReadAsync(response, MaxBody, time.Token);
            fault = body is null ? TransportFaults.BodyTooLarge : null;
        }
        catch (Exception e) when (ApiHttp.IsFailure(e))
        {
            time.ThrowIfCancelled();
            fault = _faults.From(e, content: null).Fault;
        }

        _ = Uri.TryCreate(node, response.Headers.Location, out var location);
        return new ClusterAnswer((int)response.StatusCode, ApiHttp.RetryAfterOf(response, _time), body, fault, location);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Path} answered {Status} after {Elapsed}.")]
        public static partial void Answered(ILogger logger, HttpMethod method, string path, int status, TimeSpan elapsed);
    }
}
