using FunctionsExport.Rdb;
using FunctionsExport.Verification;

namespace FunctionsExport.Verify;

/// <summary>What became of one argument.</summary>
/// <param name="Name">The file as it was named; <c>-</c> is the standard input.</param>
/// <param name="Report">What was found; null when it could not be read.</param>
/// <param name="Error">Why it could not be read; null when it could.</param>
internal sealed record VerifiedFile(string Name, FileReport? Report, string? Error)
{
    /// <summary>The exit code for this file alone.</summary>
    public ExitCode ExitCode => Report switch
    {
        null => ExitCode.Usage,
        { Fault: not null } => ExitCode.Fault,
        { Proof: Proof.None } => ExitCode.NothingProven,
        _ => ExitCode.Proven,
    };

    /// <summary>The exit code for several: a fault counts most, then what could not be read, then what is not proven.</summary>
    public static ExitCode ExitCodeOf(IEnumerable<VerifiedFile> files)
    {
        ExitCode[] byWeight = [ExitCode.Proven, ExitCode.NothingProven, ExitCode.Usage, ExitCode.Fault];
        return files.Select(f => f.ExitCode).MaxBy(code => Array.IndexOf(byWeight, code));
    }
}
