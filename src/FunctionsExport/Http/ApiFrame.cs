using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsExport.Http;

/// <summary>What all HTTP functions have in common: no failure reaches the caller as anything but a problem document.</summary>
public sealed partial class ApiFrame(ExportSettings settings, ILogger<ApiFrame> logger)
{
    /// <summary>Runs a function's body.</summary>
    /// <param name="function">The function's name, for the log.</param>
    /// <param name="body">What it does.</param>
    /// <param name="cancellationToken">Cancelled when the caller has gone or the app stops; only then may the body be.</param>
    public async Task<IResult> RunAsync(string function, Func<Task<IResult>> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        try
        {
            return await body();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            LogFailure(logger, function, e.GetType().Name, settings.Scrubber.Scrub(e.Message));
            return StorageFailure.Find(e) is { } failure ? Problem.StorageUnavailable(failure.ErrorCode) : Problem.Internal();
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Function} failed with {Type}: {Message}")]
    private static partial void LogFailure(ILogger logger, string function, string type, string? message);
}
