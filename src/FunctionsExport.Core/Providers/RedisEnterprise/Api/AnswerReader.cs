using System.Text.Json;
using FunctionsExport.Providers.RedisEnterprise.Settings;

namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>Reads the bodies of successful answers.</summary>
internal sealed class AnswerReader(RedisEnterpriseSettings settings)
{
    /// <summary>What <paramref name="read"/> makes of the body.</summary>
    /// <exception cref="ExportFaultException">The body could not be read, is not of the kind expected, or not understood.</exception>
    public T Read<T>(ClusterAnswer answer, Func<JsonElement, T> read, params JsonValueKind[] kinds)
    {
        if (answer.Body is null)
        {
            throw new ExportFaultException(answer.BodyFault!);
        }

        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            return kinds.Contains(json.RootElement.ValueKind)
                ? read(json.RootElement)
                : throw new FormatException($"it is no JSON {kinds[0].ToString().ToLowerInvariant()}");
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

    /// <summary>The fault of an answer that cannot be understood.</summary>
    public ExportFaultException Unexpected(string why, Exception? error = null) => new(
        new ExportFault(
            FaultCodes.UnexpectedAnswer,
            $"The cluster's answer cannot be understood: {why}. Check that {settings.EndpointSetting} is the REST API of a Redis "
            + "Enterprise cluster."),
        innerException: error);
}
