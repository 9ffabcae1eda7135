using LocalFunctions.Hosting.Keys;
using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Hosting.Management;

/// <summary>The links to an instance that an answer to its start gives.</summary>
/// <param name="hub">The task hub's name.</param>
/// <param name="systemKey">The key that the links carry.</param>
internal sealed class ManagementLinks(string hub, SystemKey systemKey)
{
    private const string RetryAfterSeconds = "10";

    /// <summary>Answers that an instance goes on, and where to ask for it.</summary>
    public Task AnswerAsync(ManagementRequest request, string instanceId)
    {
        var instance = $"{request.BaseUrl}{ManagementApi.Path}/instances/{Uri.EscapeDataString(instanceId)}";
        var query = $"taskHub={Uri.EscapeDataString(hub)}&connection=Storage&code={Uri.EscapeDataString(systemKey.Value)}";
        request.Http.Response.Headers.Location = $"{instance}?{query}";
        request.Http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return ManagementAnswer.JsonAsync(request.Http, StatusCodes.Status202Accepted, json =>
        {
            json.WriteStartObject();
            ManagementAnswer.Property(json, "id", instanceId);
            ManagementAnswer.Property(json, "statusQueryGetUri", $"{instance}?{query}");
            ManagementAnswer.Property(json, "sendEventPostUri", $"{instance}/raiseEvent/{{eventName}}?{query}");
            ManagementAnswer.Property(json, "terminatePostUri", $"{instance}/terminate?reason={{text}}&{query}");
            ManagementAnswer.Property(json, "purgeHistoryDeleteUri", $"{instance}?{query}");
            ManagementAnswer.Property(json, "restartPostUri", $"{instance}/restart?{query}");
            ManagementAnswer.Property(json, "suspendPostUri", $"{instance}/suspend?reason={{text}}&{query}");
            ManagementAnswer.Property(json, "resumePostUri", $"{instance}/resume?reason={{text}}&{query}");
            json.WriteEndObject();
        });
    }
}
