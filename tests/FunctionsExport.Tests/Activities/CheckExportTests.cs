using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Activities.Support;
using Moq;
using Moq.Language.Flow;

namespace FunctionsExport.Tests.Activities;

public sealed class CheckExportTests
{
    private readonly ActivityTest _test = new();

    [Fact]
    public async Task Provider_is_asked_about_what_followed_the_record()
    {
        await _test.AtAsync(LockPhase.Started);
        var progress = new ExportProgress(ProviderState.Exporting, 42.5);
        Progress().ReturnsAsync(progress);

        Assert.Equal(progress, (await RunAsync()).Value);
    }

    [Fact]
    public async Task Provider_is_asked_for_a_cancelled_export_too()
    {
        await _test.AtAsync(LockPhase.Started);
        await _test.CancelAsync();
        Progress().ReturnsAsync(new ExportProgress(ProviderState.Exporting));

        Assert.Null((await RunAsync()).Fault);
    }

    [Fact]
    public async Task Without_a_record_the_export_was_ended_from_elsewhere() =>
        Assert.Equal(FaultCodes.Superseded, (await RunAsync()).Fault!.Code);

    [Fact]
    public async Task Fault_is_the_result()
    {
        await _test.AtAsync(LockPhase.Started);
        Progress().ThrowsAsync(ActivityTest.Fault(FaultCodes.Throttled));

        Assert.Equal(FaultCodes.Throttled, (await RunAsync()).Fault!.Code);
    }

    private ISetup<IExportProvider, Task<ExportProgress>> Progress() => _test.Provider.Setup(p => p.GetProgressAsync(
        ActivityTest.Preparation, It.IsAny<IReadOnlyList<ExportStage>>(), It.IsAny<CancellationToken>()));

    private Task<StepResult<ExportProgress>> RunAsync() =>
        new CheckExport(_test.Frame, _test.Locks, _test.Records).RunAsync(ActivityTest.Step, CancellationToken.None);
}
