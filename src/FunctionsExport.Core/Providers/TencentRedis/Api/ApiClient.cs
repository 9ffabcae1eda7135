using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FunctionsExport.Providers.Tencent;
using FunctionsExport.Providers.TencentRedis.Api.Messages;
using FunctionsExport.Providers.TencentRedis.Settings;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Providers.TencentRedis.Api;

/// <summary>The calls of the API 3.0 that an export of one instance needs.</summary>
/// <remarks>What is not a success is thrown as <see cref="ExportFaultException"/>.</remarks>
internal sealed class ApiClient : IDisposable
{
    private const int PageLength = 100;

    // More than an instance can have in 30 days.
    private const int MaxPages = 200;

    private readonly TencentRedisSettings _settings;
    private readonly ApiConnection _connection;
    private readonly ApiFaults _faults;

    public ApiClient(TencentRedisSettings settings, RequestLimiter limiter, ILogger<ApiClient> logger, TimeProvider time)
    {
        _settings = settings;
        _connection = new ApiConnection(settings, limiter, logger, time);
        _faults = new ApiFaults(settings);
    }

    /// <summary>The API's time.</summary>
    public DateTimeOffset Now => _connection.Clock.Now;

    /// <summary>Text of the API's, without secrets and addresses, fit for a fault.</summary>
    public string? Scrub(string? text) => _faults.Scrub(text);

    /// <summary>Reads the instance.</summary>
    public async Task<RedisInstance> GetInstanceAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            "DescribeInstances",
            new DescribeInstancesRequest(_settings.InstanceId),
            ApiJson.Default.DescribeInstancesRequest,
            ApiJson.Default.DescribeInstancesResponse,
            cancellationToken);
        return answer.InstanceSet?.FirstOrDefault(i => i.InstanceId == _settings.InstanceId) ?? throw _faults.NoInstance();
    }

    /// <summary>Asks for a backup, once.</summary>
    /// <param name="remark">What is to come back in the list of backups.</param>
    /// <param name="cancellationToken">Gives up waiting; the API may have taken the request all the same.</param>
    /// <returns>The task's id; null when the answer, a success, does not tell it.</returns>
    public async Task<long?> StartBackupAsync(string remark, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            ApiFaults.StartingAction,
            new ManualBackupInstanceRequest(_settings.InstanceId, remark),
            ApiJson.Default.ManualBackupInstanceRequest,
            ApiJson.Default.ManualBackupInstanceResponse,
            cancellationToken);
        return answer.TaskId;
    }

    /// <summary>Reads how a task stands.</summary>
    public Task<DescribeTaskInfoResponse> GetTaskAsync(long taskId, CancellationToken cancellationToken) => CallAsync(
        "DescribeTaskInfo",
        new DescribeTaskInfoRequest(taskId),
        ApiJson.Default.DescribeTaskInfoRequest,
        ApiJson.Default.DescribeTaskInfoResponse,
        cancellationToken);

    /// <summary>Lists the instance's tasks that make a backup on request, of a time of at most 30 days.</summary>
    public async Task<IReadOnlyList<RedisTask>> ListBackupTasksAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => await PagesAsync(
        async offset =>
        {
            var page = await CallAsync(
                "DescribeTaskList",
                new DescribeTaskListRequest(
                    _settings.InstanceId,
                    [RedisTask.ManualBackup],
                    TencentTime.Format(from),
                    TencentTime.Format(to),
                    PageLength,
                    offset),
                ApiJson.Default.DescribeTaskListRequest,
                ApiJson.Default.DescribeTaskListResponse,
                cancellationToken);
            return (page.TotalCount, page.Tasks);
        });

    /// <summary>Lists the backups that began within a time of at most 30 days.</summary>
    public async Task<IReadOnlyList<RedisBackup>> ListBackupsAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => await PagesAsync(
        async offset =>
        {
            var page = await CallAsync(
                "DescribeInstanceBackups",
                new DescribeInstanceBackupsRequest(
                    _settings.InstanceId, TencentTime.Format(from), TencentTime.Format(to), PageLength, offset),
                ApiJson.Default.DescribeInstanceBackupsRequest,
                ApiJson.Default.DescribeInstanceBackupsResponse,
                cancellationToken);
            return (page.TotalCount, page.BackupSet ?? page.RedisBackupSet);
        });

    /// <summary>Reads what is known of a backup.</summary>
    public Task<DescribeBackupDetailResponse> GetBackupDetailAsync(string backupId, CancellationToken cancellationToken) => CallAsync(
        "DescribeBackupDetail",
        new DescribeBackupDetailRequest(_settings.InstanceId, backupId),
        ApiJson.Default.DescribeBackupDetailRequest,
        ApiJson.Default.DescribeBackupDetailResponse,
        cancellationToken);

    /// <summary>Asks for the addresses of a backup's files; they are good for some hours.</summary>
    public Task<DescribeBackupUrlResponse> GetBackupUrlsAsync(string backupId, CancellationToken cancellationToken) => CallAsync(
        "DescribeBackupUrl",
        new DescribeBackupUrlRequest(_settings.InstanceId, backupId),
        ApiJson.Default.DescribeBackupUrlRequest,
        ApiJson.Default.DescribeBackupUrlResponse,
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static async Task<IReadOnlyList<T>> PagesAsync<T>(
        Func<int, Task<(int? Total, IReadOnlyList<T>? Items)>> read)
    {
        var all = new List<T>();
        for (var page = 0; page < MaxPages; page++)
        {
            // The offset is a multiple of the limit, whatever a page has brought.
            var (total, items) = await read(page * PageLength);
            all.AddRange(items ?? []);
            if (items is null or [] || (page + 1) * PageLength >= (total ?? int.MaxValue))
            {
                break;
            }
        }

        return all;
    }

    private async Task<TResponse> CallAsync<TRequest, TResponse>(
        string action,
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType,
        CancellationToken cancellationToken)
        where TResponse : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, requestType);
        var answer = await _connection.SendAsync(action, body, cancellationToken);
        if (answer is not { Status: 200, Response: { } response })
        {
            throw _faults.From(action, answer);
        }

        try
        {
            return response.Deserialize(responseType) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw _faults.NotUnderstood(action, e);
        }
    }
}
