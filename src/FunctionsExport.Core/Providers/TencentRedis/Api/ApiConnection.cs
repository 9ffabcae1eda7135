using System.Diagnostics;
using System.Net.Http.Headers;
using FunctionsExport.Providers.Tencent;
using FunctionsExport.Providers.TencentRedis.Settings;
using FunctionsExport.Providers.TencentRedis.Signing;
using FunctionsExport.Providers.Transport;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.TencentRedis.Api;

/// <summary>Signs requests, sends them when it is their turn, and reads the answers, whatever they say; follows no redirects.</summary>
internal sealed partial class ApiConnection : IDisposable
{
    /// <summary>The version of the API.</summary>
    public const string Version = "2018-04-12";

    /// <summary>The most that is read of an answer, in bytes; larger than a page of 100 backups or tasks.</summary>
    public const int MaxBody = 4 * 1024 * 1024;

    private const string Service = "redis";
    private const int ThrottledAttempts = 3;

    private readonly HttpClient _http;
    private readonly TencentRedisSettings _settings;
    private readonly TransportFaults _faults;
    private readonly RequestLimiter _limiter;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    public ApiConnection(TencentRedisSettings settings, RequestLimiter limiter, ILogger logger, TimeProvider time)
    {
        _settings = settings;
        _limiter = limiter;
        _logger = logger;
        _time = time;
        _faults = new TransportFaults(settings);
        Clock = new ServerClock(time);
        _http = ApiHttp.CreateClient(ApiHttp.CreateHandler(settings.RequestTimeout, ApiHttp.ConnectionLifetime));
    }

    /// <summary>The API's time.</summary>
    public ServerClock Clock { get; }

    /// <summary>
    /// Asks for an action. It is sent again only after an answer that says that it was not looked at: once when this machine's clock
    /// was wrong, and a few times when there were too many requests.
    /// </summary>
    /// <exception cref="ExportFaultException">No answer came; its fate says whether the request may have arrived.</exception>
    public async Task<ApiAnswer> SendAsync(string action, byte[] body, CancellationToken cancellationToken)
    {
        var corrected = false;
        var throttled = 0;
        while (true)
        {
            await _limiter.WaitAsync(cancellationToken);
            var sent = Clock.Now;
            var answer = await SendOnceAsync(action, body, sent, cancellationToken);
            if (answer.Error is { IsExpired: true } && !corrected && Clock.Correct(sent, answer.Date))
            {
                corrected = true;
                Log.ClockCorrected(_logger);
            }
            else if (answer.Error is { IsThrottled: true } && ++throttled < ThrottledAttempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(throttled), _time, cancellationToken);
            }
            else
            {
                return answer;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<ApiAnswer> SendOnceAsync(
        string action, byte[] body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var content = new TrackedBody(body, TrackedBody.Json);
        using var request = Create(action, body, content, now.ToUnixTimeSeconds());
        using var timeout = new CancellationTokenSource(_settings.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var text = await ApiHttp.ReadAsync(response, MaxBody, either.Token);
            var elapsed = Stopwatch.GetElapsedTime(started);
            Log.Answered(_logger, action, (int)response.StatusCode, elapsed);
            return ApiAnswer.Read((int)response.StatusCode, response.Headers.Date, text);
        }
        catch (Exception e) when (ApiHttp.IsFailure(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _faults.From(e, content);
        }
    }

    private HttpRequestMessage Create(string action, byte[] body, TrackedBody content, long timestamp)
    {
        var host = _settings.Endpoint.IsDefaultPort ? _settings.Endpoint.IdnHost : _settings.Endpoint.Authority;
        var signed = new Tc3Request
        {
            Host = host,
            Service = Service,
            ContentType = TrackedBody.Json,
            Action = action,
            Body = body,
            Timestamp = timestamp,
        };
        var request = new HttpRequestMessage(HttpMethod.Post, _settings.Endpoint) { Content = content };
        request.Headers.Host = host;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.TryAddWithoutValidation("Authorization", _settings.Credentials.Authorize(signed));
        request.Headers.Add("X-TC-Action", action);
        request.Headers.Add("X-TC-Version", Version);
        request.Headers.Add("X-TC-Timestamp", timestamp.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("X-TC-Region", _settings.Region);
        request.Headers.Add("X-TC-Language", "en-US");
        if (_settings.Credentials.Token is { } token)
        {
            request.Headers.Add("X-TC-Token", token);
        }

        return request;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Action} answered HTTP status {Status} after {Elapsed}.")]
        public static partial void Answered(ILogger logger, string action, int status, TimeSpan elapsed);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Tencent Cloud's API refused this machine's time; its own is used from here on. Set this machine's clock right.")]
        public static partial void ClockCorrected(ILogger logger);
    }
}
