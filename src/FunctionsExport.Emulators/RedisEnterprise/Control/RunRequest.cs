using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.RedisEnterprise.Faults;

namespace FunctionsExport.Emulators.RedisEnterprise.Control;

/// <summary>How a coming export is to go.</summary>
internal sealed record RunRequest
{
    public required RunOutcome Outcome { get; init; }

    /// <summary>With <c>fails</c>: the failure reason; <c>general-error</c> when it is not given.</summary>
    public string Reason { get; init; } = FailureReasons.GeneralError;

    /// <summary>With <c>fails</c> and <c>losesStatus</c>: the progress at which that happens, 0 to 100; null for the end.</summary>
    public double? AtPercent { get; init; }

    /// <summary>With <c>fails</c> and <c>losesStatus</c>: how many files are there all the same.</summary>
    public int Files { get; init; }

    /// <summary>With <c>succeeds</c>: what is wrong with files.</summary>
    public FileFault FileFault { get; init; }

    /// <summary>With <c>succeeds</c>: the number of the shard whose file is wrong, from 1; 0 for every one.</summary>
    public int Shard { get; init; }

    /// <exception cref="ArgumentException">A value is not allowed.</exception>
    public RunFault ToFault()
    {
        if (AtPercent is not (null or (>= 0 and <= 100)) || Files < 0 || Shard < 0)
        {
            throw new ArgumentException("atPercent must be 0 to 100, files and shard 0 or more.");
        }

        return Outcome switch
        {
            RunOutcome.Fails => RunFault.Fail(Reason, Files, AtPercent),
            RunOutcome.LosesStatus => RunFault.LoseStatus(AtPercent, Files),
            RunOutcome.NeverStarts => RunFault.NeverStart(),
            _ => RunFault.SucceedWith(FileFault, Shard),
        };
    }
}
