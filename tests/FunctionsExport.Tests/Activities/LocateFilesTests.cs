using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;
using Moq;
using Moq.Language.Flow;

namespace FunctionsExport.Tests.Activities;

public sealed class LocateFilesTests
{
    private readonly ActivityTest _test = new();

    [Fact]
    public async Task Files_that_followed_the_record_are_the_result()
    {
        await _test.AtAsync(LockPhase.Started);
        ExportedFile[] files = [new("a.rdb.gz", 5, "/exports/a.rdb.gz", 1, 2), new("b.rdb.gz", 6, "/exports/b.rdb.gz", 2, 2)];
        Files().ReturnsAsync(files);

        Assert.Equal(files, (await RunAsync()).Value);
    }

    [Fact]
    public async Task Missing_files_are_a_fault()
    {
        await _test.AtAsync(LockPhase.Started);
        Files().ThrowsAsync(ActivityTest.Fault(FaultCodes.Incomplete));

        Assert.Equal(FaultCodes.Incomplete, (await RunAsync()).Fault!.Code);
    }

    [Fact]
    public async Task Without_a_record_the_export_was_ended_from_elsewhere() =>
        Assert.Equal(FaultCodes.Superseded, (await RunAsync()).Fault!.Code);

    private ISetup<IExportProvider, Task<IReadOnlyList<ExportedFile>>> Files() => _test.Provider.Setup(p => p.ListFilesAsync(
        ActivityTest.Preparation, It.IsAny<IReadOnlyList<ExportStage>>(), It.IsAny<CancellationToken>()));

    private Task<StepResult<IReadOnlyList<ExportedFile>>> RunAsync() =>
        new LocateFiles(_test.Frame, _test.Locks, _test.Records).RunAsync(ActivityTest.Step, CancellationToken.None);
}
