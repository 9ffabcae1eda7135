using System.Diagnostics;
using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.Diagnostics;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Activities;

/// <summary>What all activities have in common: the source is looked up, faults become results, nothing secret gets out.</summary>
public sealed partial class ActivityFrame(ExportSettings settings, ILogger<ActivityFrame> logger)
{
    /// <summary>Runs the body of an activity that needs the source's provider.</summary>
    public Task<StepResult<T>> RunAsync<T>(string activity, string id, string source, Func<ExportSource, Task<T>> body) =>
        RunAsync(activity, id, () => settings.Sources.TryGetValue(source, out var configured)
            ? body(configured)
            : throw new ExportFaultException(UnknownSource(source)));

    /// <summary>Runs an activity's body.</summary>
    /// <exception cref="InvalidOperationException">
    /// The body failed with something that is not a fault; the message names its type only, because it is kept in the history.
    /// </exception>
    public async Task<StepResult<T>> RunAsync<T>(string activity, string id, Func<Task<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        using var span = ExportSpans.Start(activity, id);
        try
        {
            return new StepResult<T>(await body(), null);
        }
        catch (ExportFaultException e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Fault.Code);
            LogFault(logger, activity, id, e.Fault.Code, e.Fault.Message, e.Fault.ProviderCode);
            return new StepResult<T>(default, e.Fault);
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            LogFailure(logger, activity, id, e.GetType().Name, settings.Scrubber.Scrub(e.Message));
            var cause = StorageFailure.Find(e) is { } failure ? $"Blob Storage, {failure.ErrorCode ?? $"status {failure.Status}"}" : "";
            throw new InvalidOperationException($"{activity} of {id} failed: {e.GetType().Name} {cause}".TrimEnd());
        }
    }

    private static ExportFault UnknownSource(string source) => new(
        FaultCodes.UnknownSource, $"The source '{source}' is not configured any more; configure Export__Sources__{source} again.");

    [LoggerMessage(1, LogLevel.Warning, "{Activity} of {Id}: {Code}. {Message} (provider: {ProviderCode})")]
    private static partial void LogFault(
        ILogger logger, string activity, string id, string code, string message, string? providerCode);

    [LoggerMessage(2, LogLevel.Error, "{Activity} of {Id} failed with {Type}: {Message}")]
    private static partial void LogFailure(ILogger logger, string activity, string id, string type, string? message);
}
