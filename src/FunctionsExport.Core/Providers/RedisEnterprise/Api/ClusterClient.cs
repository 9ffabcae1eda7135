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

    private static readonly TimeSpan ModulesLimit = TimeSpan.FromSeconds(5);

    private readonly ClusterConnection _connection;
    private readonly ClusterAnswers _answers;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly int _databaseId;
    private readonly string _path;
    private volatile bool _fieldsRefused;

    /// <param name="login">What is known of the source's user; shared with the sources that have the same.</param>
    public ClusterClient(
        RedisEnterpriseSettings settings, Lazy<LoginState> login, ILogger<ClusterClient> logger, TimeProvider time)
    {
        _answers = new ClusterAnswers(settings);
        _connection = new ClusterConnection(settings, login, _answers, logger, time);
        _logger = logger;
        _time = time;
        _databaseId = settings.DatabaseId;
        _path = string.Create(CultureInfo.InvariantCulture, $"v1/bdbs/{settings.DatabaseId}");
    }

    /// <summary>Text of the cluster's, without secrets, fit for a fault.</summary>
    public string? Scrub(string? text) => _answers.Scrubber.Scrub(text);

    /// <summary>Reads the database.</summary>
    public async Task<ClusterDatabase> GetDatabaseAsync(CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(ClusterCall.ReadDatabase, _path, cancellationToken);
        return _answers.Reader.Read(answer, ClusterDatabase.Read, JsonValueKind.Object);
    }

    /// <summary>Reads how the database's export stands: only the fields needed, or the whole where that is refused.</summary>
    public async Task<ExportStatus> GetExportStatusAsync(CancellationToken cancellationToken)
    {
        if (!_fieldsRefused)
        {
            var request = new ClusterRequest(HttpMethod.Get, $"{_path}?fields={StatusFields}");
            var answer = await _connection.SendAsync(request, cancellationToken);
            if (answer.IsSuccess)
            {
                return _answers.Reader.Read(answer, ExportStatus.Read, JsonValueKind.Object);
            }

            if (answer.Status != 400)
            {
                throw _answers.Faults.From(ClusterCall.ReadDatabase, answer);
            }
        }

        var whole = await ReadAsync(ClusterCall.ReadDatabase, _path, cancellationToken);
        if (!_fieldsRefused)
        {
            _fieldsRefused = true;
            Log.FieldsRefused(_logger);
        }

        return _answers.Reader.Read(whole, ExportStatus.Read, JsonValueKind.Object);
    }

    /// <summary>Reads what the database holds now; null when the cluster does not say.</summary>
    public Task<DatabaseStatistics?> FindStatisticsAsync(CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"v1/bdbs/stats/last/{_databaseId}");
        return FindAsync(
            ClusterCall.ReadStatistics, path, json => DatabaseStatistics.Read(json, _databaseId), cancellationToken);
    }

    /// <summary>Lists the database's exports among the cluster's actions; null when the cluster does not say: before 7.22.</summary>
    public Task<IReadOnlyList<ExportAction>?> FindExportActionsAsync(CancellationToken cancellationToken) =>
        FindAsync(ClusterCall.ReadActions, "v2/actions", json => ExportAction.ReadList(json, _databaseId), cancellationToken);

    /// <summary>Sets the export status back to idle; the cluster refuses while an export runs.</summary>
    /// <param name="modules">The database's modules: named when the cluster refuses because of them.</param>
    public Task ResetExportStatusAsync(IReadOnlyList<ClusterModule> modules, CancellationToken cancellationToken) => ActAsync(
        ClusterCall.ResetStatus,
        new ClusterRequest(HttpMethod.Put, $"{_path}/actions/export_reset_status", []),
        modules,
        cancellationToken);

    /// <summary>Asks for an export, once.</summary>
    /// <param name="body">The request.</param>
    /// <param name="modules">The database's modules: named when the cluster refuses because of them.</param>
    /// <param name="cancellationToken">Gives up waiting; the cluster may have taken the request all the same.</param>
    public Task StartExportAsync(
        byte[] body, IReadOnlyList<ClusterModule> modules, CancellationToken cancellationToken) => ActAsync(
            ClusterCall.StartExport,
            new ClusterRequest(HttpMethod.Post, $"{_path}/actions/export", body),
            modules,
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    // "Returns a status code": the body may be empty, {} or name an action, and decides nothing.
    private async Task ActAsync(
        ClusterCall call, ClusterRequest request, IReadOnlyList<ClusterModule> modules, CancellationToken cancellationToken)
    {
        var answer = await _connection.SendAsync(request, cancellationToken);
        if (!answer.IsSuccess)
        {
            var lacking = answer.Status == 406 ? await ModulesWithoutBackupAsync(modules, cancellationToken) : [];
            throw _answers.Faults.From(call, answer, lacking);
        }
    }

    private Task<ClusterAnswer> ReadAsync(ClusterCall call, string path, CancellationToken cancellationToken) =>
        ExpectAsync(call, new ClusterRequest(HttpMethod.Get, path), cancellationToken);

    private async Task<ClusterAnswer> ExpectAsync(
        ClusterCall call, ClusterRequest request, CancellationToken cancellationToken)
    {
        var answer = await _connection.SendAsync(request, cancellationToken);
        return answer.IsSuccess ? answer : throw _answers.Faults.From(call, answer);
    }

    /// <summary>Reads what is good to have: null when the cluster does not have it, or the user may not see it.</summary>
    private async Task<T?> FindAsync<T>(
        ClusterCall call, string path, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var answer = await ReadAsync(call, path, cancellationToken);
            return _answers.Reader.Read(answer, read, JsonValueKind.Object, JsonValueKind.Array);
        }
        catch (ExportFaultException e) when (e.Fault.Code != FaultCodes.Unauthorized)
        {
            Log.NotFound(_logger, call, e.Fault.Code, e.Fault.ProviderCode);
            return null;
        }
    }

    // Only makes a message better: when it fails, or takes long, the message does without.
    private async Task<IReadOnlyList<string>> ModulesWithoutBackupAsync(
        IReadOnlyList<ClusterModule> loaded, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ModulesLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var answer = await ReadAsync(ClusterCall.ReadModules, "v1/modules", either.Token);
            return _answers.Reader.Read(answer, m => ClusterModule.NamesWithoutBackup(loaded, m), JsonValueKind.Array);
        }
        catch (Exception e) when (e is ExportFaultException or OperationCanceledException)
        {
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The cluster refuses the fields filter; whole databases are read.")]
        public static partial void FieldsRefused(ILogger logger);

        [LoggerMessage(Level = LogLevel.Debug, Message = "{Call} gave nothing: {Code} (provider: {ProviderCode}). It is done without.")]
        public static partial void NotFound(ILogger logger, ClusterCall call, string code, string? providerCode);
    }
}
