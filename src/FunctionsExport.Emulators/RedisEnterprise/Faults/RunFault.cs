using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.Emulators.RedisEnterprise.Faults;

/// <summary>How a run of an export, once accepted, goes wrong.</summary>
internal sealed record RunFault
{
    /// <summary>No fault: keeps a place in the queue for a run that goes well.</summary>
    public static readonly RunFault None = new();

    private RunFault()
    {
    }

    /// <summary>The run does nothing: the export was accepted, and the status stays idle.</summary>
    public bool NeverStarts { get; private init; }

    /// <summary>The run ends without an outcome: the status is idle, as after a fail-over that lost it.</summary>
    public bool LosesStatus { get; private init; }

    /// <summary>The <c>export_failure_reason</c> that the run ends with; null for success.</summary>
    public string? FailureReason { get; private init; }

    /// <summary>How many files a run that fails or loses its status leaves at the location.</summary>
    public int FilesBeforeEnd { get; private init; }

    /// <summary>The progress at which the run fails or loses its status, 0 to 100; null for the end.</summary>
    public double? AtPercent { get; private init; }

    /// <summary>What is wrong with the files of a run that succeeds.</summary>
    public FileFault FileFault { get; private init; }

    /// <summary>Number, from 1, of the shard whose file is wrong; 0 for all.</summary>
    public int ShardNumber { get; private init; }

    /// <summary>Whether the run ends before all its files are there.</summary>
    public bool EndsEarly => LosesStatus || FailureReason is not null;

    /// <summary>The run ends <c>failed</c>.</summary>
    /// <param name="reason">One of <see cref="FailureReasons"/>, or a text of its own.</param>
    /// <param name="filesBefore">How many finished files are left behind.</param>
    /// <param name="atPercent">The progress at which it fails, 0 to 100; null for the end.</param>
    public static RunFault Fail(string reason, int filesBefore = 0, double? atPercent = null) =>
        new() { FailureReason = reason, FilesBeforeEnd = filesBefore, AtPercent = atPercent };

    /// <summary>The run ends <c>succeeded</c>, and a file is not what it should be.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="shardNumber">From 1; 0 for every shard.</param>
    public static RunFault SucceedWith(FileFault fault, int shardNumber = 1) =>
        new() { FileFault = fault, ShardNumber = shardNumber };

    /// <summary>The export is accepted and never starts.</summary>
    public static RunFault NeverStart() => new() { NeverStarts = true };

    /// <summary>The run goes well as far as that, and then the database is idle and knows nothing of it.</summary>
    /// <param name="atPercent">The progress at which that happens, 0 to 100; null for the end.</param>
    /// <param name="files">How many of its files are there all the same.</param>
    public static RunFault LoseStatus(double? atPercent = null, int files = 0) =>
        new() { LosesStatus = true, AtPercent = atPercent, FilesBeforeEnd = files };

    /// <summary>The fault of one shard's file.</summary>
    public FileFault OfShard(int number) => ShardNumber == 0 || ShardNumber == number ? FileFault : FileFault.None;
}
