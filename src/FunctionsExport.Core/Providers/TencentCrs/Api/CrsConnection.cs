using System.Diagnostics;
using System.Text;
using FunctionsExport.Providers.TencentCrs.Settings;
using FunctionsExport.Providers.Transport;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>Sends signed requests and reads the answers, whatever their status; follows no redirects.</summary>
internal sealed partial class CrsConnection : IDisposable
{
    /// <summary>The most that is read of a body, in bytes.</summary>
    public const int MaxBody = 4 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly TencentCrsSettings _settings;
    private readonly TransportFaults _faults;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    public CrsConnection(TencentCrsSettings settings, ILogger logger, TimeProvider time)
    {
        _settings = settings;
        _faults = new TransportFaults(settings);
        _logger = logger;
        _time = time;

        // A connection for each request: on one that was used before, the client sends again by itself what got no answer.
        _http = ApiHttp.CreateClient(ApiHttp.CreateHandler(settings.RequestTimeout, connectionLifetime: TimeSpan.Zero));
    }

    /// <summary>Sends one request, once.</summary>
    /// <exception cref="ExportFaultException">No answer came; its fate says whether the request may have arrived.</exception>
    public async Task<HttpAnswer> SendAsync(CrsAction action, SignedCall call, CancellationToken cancellationToken)
    {
        using var form = _settings.Method == HttpMethod.Post
            ? new TrackedBody(Encoding.ASCII.GetBytes(call.Encoded), TrackedBody.Form)
            : null;
        var address = form is null ? new Uri($"{_settings.Endpoint}?{call.Encoded}") : _settings.Endpoint;
        using var request = new HttpRequestMessage(_settings.Method, address) { Content = form };
        if (_settings.Endpoint.IsLoopback)
        {
            // An emulator or a tunnel on this machine: the signature is for the API's host, and TLS asks for that name.
            request.Headers.Host = EndpointParser.Host;
        }

        using var timeout = new CancellationTokenSource(_settings.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);

        var started = Stopwatch.GetTimestamp();
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (Exception e) when (ApiHttp.IsFailure(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _faults.From(e, form);
        }

        using (response)
        {
            var elapsed = Stopwatch.GetElapsedTime(started);
            Log.Answered(_logger, action, (int)response.StatusCode, elapsed);
            return await ReadAsync(response, either.Token, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpAnswer> ReadAsync(
        HttpResponseMessage response, CancellationToken bodyToken, CancellationToken cancellationToken)
    {
        byte[]? body = null;
        ExportFault? fault = null;
        try
        {
            body = await ApiHttp.ReadAsync(response, MaxBody, bodyToken);
            fault = body is null ? _faults.BodyTooLarge : null;
        }
        catch (Exception e) when (ApiHttp.IsFailure(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            fault = _faults.From(e, form: null).Fault;
        }

        return new HttpAnswer((int)response.StatusCode, response.Headers.Date, ApiHttp.RetryAfterOf(response, _time), body, fault);
    }

    // Never the address: with GET it carries the signature.
    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Action} answered with HTTP status {Status} after {Elapsed}.")]
        public static partial void Answered(ILogger logger, CrsAction action, int status, TimeSpan elapsed);
    }
}
