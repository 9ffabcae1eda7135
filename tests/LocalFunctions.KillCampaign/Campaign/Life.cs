using System.Diagnostics;
using System.Globalization;
using LocalFunctions.KillCampaign.Target;

namespace LocalFunctions.KillCampaign.Campaign;

/// <summary>Starts the target and waits until it ends or has been killed.</summary>
internal static class Life
{
    private const int ExitCodeOfKilled = 128 + 9;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    /// <summary>Lets a target live.</summary>
    /// <param name="folder">Its files.</param>
    /// <param name="kill">When it is killed; <see langword="null"/> for never.</param>
    /// <param name="cancellationToken">Kills it too.</param>
    public static async Task<LifeEnd> RunAsync(TargetFolder folder, Kill? kill, CancellationToken cancellationToken)
    {
        using var longest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        longest.CancelAfter(Longest);
        using var process = Process.Start(Command(folder, kill))!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(longest.Token);
            var opening = await process.StandardOutput.ReadLineAsync(longest.Token);
            if (opening == TargetProcess.Opening && kill is { Commit: 0, Delay: var delay })
            {
                await Task.WhenAny(process.WaitForExitAsync(longest.Token), Task.Delay(delay, longest.Token));
                process.Kill();
            }

            await process.WaitForExitAsync(longest.Token);
            return new LifeEnd(process.ExitCode == ExitCodeOfKilled, process.ExitCode, await error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new LifeEnd(false, -1, $"It has not ended within {Longest}.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static ProcessStartInfo Command(TargetFolder folder, Kill? kill)
    {
        string[] arguments =
        [
            "exec",
            typeof(Life).Assembly.Location,
            "target",
            "--folder",
            folder.Path,
            "--kill-at",
            (kill?.Commit ?? 0).ToString(CultureInfo.InvariantCulture),
            "--side",
            (kill?.Point ?? default).ToString(),
        ];
        return new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
