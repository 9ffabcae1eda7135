using System.Globalization;
using System.Text.Json;
using FunctionsExport.Providers.Tencent;
using FunctionsExport.Providers.TencentCrs.Settings;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.TencentCrs.Api;

/// <summary>The calls of API v2 that an export of one instance needs.</summary>
/// <remarks>What is not a success is thrown as <see cref="ExportFaultException"/>.</remarks>
internal sealed partial class CrsClient : IDisposable
{
    private const int PageSize = 40;

    // Seven days hold 168 backups of an hour each, and some hundred tasks.
    private const int MaxPages = 100;

    private readonly TencentCrsSettings _settings;
    private readonly CrsConnection _connection;
    private readonly CrsFaults _faults;
    private readonly ServerClock _clock;
    private readonly Func<long> _nextNonce;
    private readonly ILogger _logger;

    /// <param name="settings">Whom to ask, and about what.</param>
    /// <param name="logger">Told of calls, never of their content.</param>
    /// <param name="time">The clock.</param>
    /// <param name="nextNonce">Random numbers above 0.</param>
    public CrsClient(TencentCrsSettings settings, ILogger<CrsClient> logger, TimeProvider time, Func<long> nextNonce)
    {
        _settings = settings;
        _connection = new CrsConnection(settings, logger, time);
        _faults = new CrsFaults(settings);
        _clock = new ServerClock(time);
        _nextNonce = nextNonce;
        _logger = logger;
    }

    /// <summary>The API's time, as far as it is known.</summary>
    public DateTimeOffset Now => _clock.Now;

    /// <summary>Reads the instance; null when the list does not have it.</summary>
    public async Task<RedisInstance?> FindInstanceAsync(CancellationToken cancellationToken)
    {
        var instances = await ListAsync(
            CrsAction.DescribeRedis, "redisSet", RedisInstance.Read, [OfInstance], cancellationToken);
        return instances.FirstOrDefault(i => i.Id == _settings.RedisId);
    }

    /// <summary>The instance's backups, in no particular order, each once.</summary>
    public async Task<IReadOnlyList<RedisBackup>> ListBackupsAsync(CancellationToken cancellationToken)
    {
        var backups = await ListAsync(
            CrsAction.GetRedisBackupList, "redisBackupSet", RedisBackup.Read, [OfInstance], cancellationToken);

        // One that was added between two pages has moved another to the next page.
        return [.. backups.DistinctBy(b => b.Id, StringComparer.Ordinal)];
    }

    /// <summary>The instance's tasks of a type, such as <c>task_exportBackup</c>, that began at a time or later.</summary>
    public Task<IReadOnlyList<RedisTask>> ListTasksAsync(string type, DateTimeOffset since, CancellationToken cancellationToken) =>
        ListAsync(
            CrsAction.GetRedisTaskList,
            "redisTaskSet",
            RedisTask.Read,
            [OfInstance, new("taskType.0", type), new("beginTime", TencentTime.Format(since))],
            cancellationToken);

    /// <summary>Has a backup made; the task's id, null when the answer does not say.</summary>
    public async Task<long?> BackupAsync(string remark, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(CrsAction.ManualBackupInstance, [OfInstance, new("remark", remark)], null, cancellationToken);
        return answer.RequestId;
    }

    /// <summary>Has a backup exported.</summary>
    public async Task<ExportAnswer> ExportAsync(string backupId, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            CrsAction.ExportRedisBackup,
            [OfInstance, new("backupId", backupId)],
            code => code is CrsErrorCode.OnlyClusterInstanceCanExportBackup or CrsErrorCode.BackupStatusInvalid,
            cancellationToken);
        return answer.IsSuccess
            ? new ExportAnswer(ExportAnswerKind.Accepted, answer.RequestId)
            : new ExportAnswer(CrsErrorCode.Of(answer) == CrsErrorCode.BackupStatusInvalid
                ? ExportAnswerKind.StatusInvalid
                : ExportAnswerKind.NotACluster);
    }

    /// <summary>Reads how a task stands; null when the API does not know the task.</summary>
    public async Task<TaskState?> FindTaskAsync(long taskId, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            CrsAction.DescribeTaskInfo,
            [new("requestId", taskId.ToString(CultureInfo.InvariantCulture))],
            code => code is CrsErrorCode.InvalidParameter or CrsErrorCode.ResourceMissing,
            cancellationToken);
        return !answer.IsSuccess
            ? null
            : RedisTask.StateOf(CrsJson.Number(answer.Data, "status"))
                ?? throw NotUnderstood(CrsAction.DescribeTaskInfo, new FormatException("the task's status is missing or not known"));
    }

    /// <summary>The addresses of a backup's file; null when the backup's status does not allow it (<c>BackupStatusAbnormal</c>).</summary>
    public async Task<DownloadUrls?> FindUrlsAsync(string backupId, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            CrsAction.GetBackupDownloadUrl,
            [OfInstance, new("backupId", backupId)],
            code => code is CrsErrorCode.BackupStatusInvalid,
            cancellationToken);
        return answer.IsSuccess ? DownloadUrls.Read(answer.Data) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private KeyValuePair<string, string> OfInstance => new("redisId", _settings.RedisId);

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        CrsAction action,
        string list,
        Func<JsonElement, T> read,
        KeyValuePair<string, string>[] parameters,
        CancellationToken cancellationToken)
    {
        var items = new List<T>();
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await CallAsync(action, [.. parameters, .. Page(items.Count)], null, cancellationToken);
            var before = items.Count;
            try
            {
                items.AddRange(CrsJson.Items(answer.Data, list).Select(read));
            }
            catch (FormatException e)
            {
                throw NotUnderstood(action, e);
            }

            // A page may be shorter than asked for, and still not be the last. Beyond the total nothing is asked for.
            var count = items.Count - before;
            if (count == 0 || items.Count >= (answer.TotalCount ?? (count < PageSize ? 0 : long.MaxValue)))
            {
                return items;
            }
        }

        throw NotUnderstood(action, new FormatException("the list does not end"));
    }

    private static KeyValuePair<string, string>[] Page(int offset) =>
    [
        new("limit", PageSize.ToString(CultureInfo.InvariantCulture)),
        new("offset", offset.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Makes a call; a refusal of its time or Nonce, which says that nothing was done, is followed by one more.</summary>
    /// <param name="action">What is called.</param>
    /// <param name="parameters">Its own parameters.</param>
    /// <param name="isExpected">Errors that are returned instead of thrown.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task<CrsEnvelope> CallAsync(
        CrsAction action,
        KeyValuePair<string, string>[] parameters,
        Func<int?, bool>? isExpected,
        CancellationToken cancellationToken)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var call = SignedCall.Create(_settings, action, parameters, _clock.Now, _nextNonce());
            var http = await _connection.SendAsync(action, call, cancellationToken);
            var answer = Read(action, http);
            var code = answer.IsSuccess ? null : CrsErrorCode.Of(answer);
            if (answer.IsSuccess || isExpected?.Invoke(code) == true)
            {
                return answer;
            }

            if (!isFirst || code is not (CrsErrorCode.Replayed or CrsErrorCode.Expired))
            {
                throw _faults.Of(action, answer, call.Signature);
            }

            _clock.Correct(call.At, http.Date);
            Log.SignedAgain(_logger, action);
        }
    }

    private CrsEnvelope Read(CrsAction action, HttpAnswer http)
    {
        if (http.Status != 200 || http.Body is null)
        {
            throw _faults.Of(action, http);
        }

        try
        {
            return CrsEnvelope.Read(http.Body);
        }
        catch (FormatException e)
        {
            throw _faults.Of(action, http, e);
        }
    }

    private ExportFaultException NotUnderstood(CrsAction action, FormatException error) =>
        _faults.Of(action, new HttpAnswer(200, null, null, null, null), error);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Action} was refused for its time or Nonce, and is signed again by the answer's clock.")]
        public static partial void SignedAgain(ILogger logger, CrsAction action);
    }
}
