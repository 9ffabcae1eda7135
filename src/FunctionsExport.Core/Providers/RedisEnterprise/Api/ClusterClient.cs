using System.Globalization;
using System.Text.Json;
using FunctionsExport.Providers.RedisEnterprise.Settings;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>The calls to a cluster's REST API that an export of one database needs.</summary>
/// <remarks>What is not a success is thrown as <see cref="ExportFaultException"/>.</remarks>
internal sealed partial class ClusterClient : IDisposable
{
    private const string StatusFields = "uid,status,export_status,export_progress,export_failure_reason,last_export_time";

    private readonly ClusterConnection _connection;
    private readonly AnswerFaults _faults;
    private readonly ILogger _logger;
    private readonly string _path;
    private readonly string _endpointSetting;
    private volatile bool _fieldsRefused;

    public ClusterClient(RedisEnterpriseSettings settings, ILogger<ClusterClient> logger, TimeProvider time)
    {
        _connection = new ClusterConnection(settings, logger, time);
        _faults = new AnswerFaults(settings);
        _logger = logger;
        _endpointSetting = settings.EndpointSetting;
        _path = string.Create(CultureInfo.InvariantCulture, $"v1/bdbs/{settings.DatabaseId}");
    }

    /// <summary>Text of the cluster's, without secrets, fit for a fault.</summary>
    public string? Scrub(string? text) => _faults.Scrub(text);

    /// <summary>Reads the database.</summary>
    public async Task<ClusterDatabase> GetDatabaseAsync(CancellationToken cancellationToken)
    {
        var answer = await ExpectAsync(ClusterCall.ReadDatabase, HttpMethod.Get, _path, null, cancellationToken);
        return Parse(answer, ClusterDatabase.Read);
    }

    /// <summary>Reads how the database's export stands: only the fields needed, or the whole where that is refused.</summary>
    public async Task<ExportStatus> GetExportStatusAsync(CancellationToken cancellationToken)
    {
        if (!_fieldsRefused)
        {
            var path = $"{_path}?fields={StatusFields}";
            var answer = await _connection.SendAsync(HttpMethod.Get, path, null, cancellationToken);
            if (answer.IsSuccess)
            {
                return Parse(answer, ExportStatus.Read);
            }

            if (answer.Status != 400)
            {
                throw _faults.From(ClusterCall.ReadDatabase, answer);
            }
        }

        var whole = await ExpectAsync(ClusterCall.ReadDatabase, HttpMethod.Get, _path, null, cancellationToken);
        if (!_fieldsRefused)
        {
            _fieldsRefused = true;
            Log.FieldsRefused(_logger);
        }

        return Parse(whole, ExportStatus.Read);
    }

    /// <summary>Sets the export status back to idle; the cluster refuses while an export runs.</summary>
    public Task ResetExportStatusAsync(CancellationToken cancellationToken) => ExpectAsync(
        ClusterCall.ResetStatus, HttpMethod.Put, $"{_path}/actions/export_reset_status", [], cancellationToken);

    /// <summary>Asks for an export, once.</summary>
    /// <param name="body">The request.</param>
    /// <param name="modules">The database's modules: named when the cluster refuses because of them.</param>
    /// <param name="cancellationToken">Gives up waiting; the cluster may have taken the request all the same.</param>
    public async Task StartExportAsync(
        byte[] body, IReadOnlyList<ClusterModule> modules, CancellationToken cancellationToken)
    {
        var answer = await _connection.SendAsync(HttpMethod.Post, $"{_path}/actions/export", body, cancellationToken);

        // "Returns a status code": the body may be empty, {} or name an action, and decides nothing.
        if (!answer.IsSuccess)
        {
            var lacking = answer.Status == 406 ? await ModulesWithoutBackupAsync(modules, cancellationToken) : [];
            throw _faults.From(ClusterCall.StartExport, answer, lacking);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private async Task<ClusterAnswer> ExpectAsync(
        ClusterCall call, HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        var answer = await _connection.SendAsync(method, path, body, cancellationToken);
        return answer.IsSuccess ? answer : throw _faults.From(call, answer);
    }

    // Only makes a message better: when it fails the message does without.
    private async Task<IReadOnlyList<string>> ModulesWithoutBackupAsync(
        IReadOnlyList<ClusterModule> loaded, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ExpectAsync(ClusterCall.ReadModules, HttpMethod.Get, "v1/modules", null, cancellationToken);
            return Parse(answer, m => ClusterModule.NamesWithoutBackup(loaded, m), JsonValueKind.Array);
        }
        catch (ExportFaultException)
        {
            return [];
        }
    }

    private T Parse<T>(ClusterAnswer answer, Func<JsonElement, T> read, JsonValueKind kind = JsonValueKind.Object)
    {
        if (answer.Body is null)
        {
            throw new ExportFaultException(answer.BodyFault!);
        }

        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            return json.RootElement.ValueKind == kind
                ? read(json.RootElement)
                : throw new FormatException($"it is no JSON {(kind == JsonValueKind.Object ? "object" : "array")}");
        }
        catch (FormatException e)
        {
            throw Unexpected(e.Message, e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Unexpected("it is not JSON", e);
        }
    }

    private ExportFaultException Unexpected(string why, Exception error) => new(
        new ExportFault(
            FaultCodes.UnexpectedAnswer,
            $"The cluster's answer cannot be understood: {why}. Check that {_endpointSetting} is the REST API of a Redis "
            + "Enterprise cluster."),
        innerException: error);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The cluster refuses the fields filter; whole databases are read.")]
        public static partial void FieldsRefused(ILogger logger);
    }
}
