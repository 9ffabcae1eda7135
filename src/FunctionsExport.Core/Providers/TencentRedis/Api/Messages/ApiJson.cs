using System.Text.Json.Serialization;

namespace FunctionsExport.Providers.TencentRedis.Api.Messages;

/// <summary>The API's messages as JSON. A parameter that it does not know is an error, so null ones are left out.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(DescribeInstancesRequest))]
[JsonSerializable(typeof(DescribeInstancesResponse))]
[JsonSerializable(typeof(ManualBackupInstanceRequest))]
[JsonSerializable(typeof(ManualBackupInstanceResponse))]
[JsonSerializable(typeof(DescribeInstanceBackupsRequest))]
[JsonSerializable(typeof(DescribeInstanceBackupsResponse))]
[JsonSerializable(typeof(DescribeTaskInfoRequest))]
[JsonSerializable(typeof(DescribeTaskInfoResponse))]
[JsonSerializable(typeof(DescribeTaskListRequest))]
[JsonSerializable(typeof(DescribeTaskListResponse))]
[JsonSerializable(typeof(DescribeBackupDetailRequest))]
[JsonSerializable(typeof(DescribeBackupDetailResponse))]
[JsonSerializable(typeof(DescribeBackupUrlRequest))]
[JsonSerializable(typeof(DescribeBackupUrlResponse))]
internal sealed partial class ApiJson : JsonSerializerContext;
