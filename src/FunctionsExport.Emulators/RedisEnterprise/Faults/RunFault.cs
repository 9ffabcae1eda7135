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

    /// <summary>The <c>export_failure_reason</c> that the run ends with; null for success.</summary>
    public string? FailureReason { get; private init; }

    /// <summary>How many files a failing run leaves at the location.</summary>
    public int FilesBeforeFailure { get; private init; }

    /// <summary>What is wrong with the files of a run that succeeds.</summary>
    public FileFault FileFault { get; private init; }

    /// <summary>Number, from 1, of the shard whose file is wrong; 0 for all.</summary>
    public int ShardNumber { get; private init; }

    /// <summary>The run ends <c>failed</c>.</summary>
    /// <param name="reason">One of <see cref="FailureReasons"/>, or a text of its own.</param>
    /// <param name="filesBefore">How many finished files are left behind.</param>
    public static RunFault Fail(string reason, int filesBefore = 0) =>
        new() { FailureReason = reason, FilesBeforeFailure = filesBefore };

    /// <summary>The run ends <c>succeeded</c>, and a file is not what it should be.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="shardNumber">From 1; 0 for every shard.</param>
    public static RunFault SucceedWith(FileFault fault, int shardNumber = 1) =>
        new() { FileFault = fault, ShardNumber = shardNumber };

    /// <summary>The export is accepted and never starts.</summary>
    public static RunFault NeverStart() => new() { NeverStarts = true };

    /// <summary>The fault of one shard's file.</summary>
    public FileFault OfShard(int number) => ShardNumber == 0 || ShardNumber == number ? FileFault : FileFault.None;
}
