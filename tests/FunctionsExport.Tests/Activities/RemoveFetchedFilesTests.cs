using FunctionsExport.Activities;
using FunctionsExport.Catalog;
using FunctionsExport.Orchestration;
using FunctionsExport.Providers;
using FunctionsExport.Rdb;
using FunctionsExport.Tests.Activities.Support;
using FunctionsExport.Tests.Support;
using Moq;

namespace FunctionsExport.Tests.Activities;

public sealed class RemoveFetchedFilesTests
{
    private static readonly ExportedFile First = new("bk-1.rdb.gz", 10, "there", 1, 2, Reference: "{}");
    private static readonly ExportedFile Second = new("bk-2.rdb.gz", 10, "there", 2, 2, Reference: "{}");

    private readonly ActivityTest _test = new();

    public RemoveFetchedFilesTests() => _test.Provider.SetupGet(p => p.RemovesAfterFetch).Returns(true);

    [Fact]
    public async Task Files_with_a_blob_of_their_size_are_removed()
    {
        await WriteManifestAsync(ExportState.Succeeded, FileOf(First, 10, "blob"), FileOf(Second, 10, "blob"));
        Removes(First);
        Removes(Second);

        Assert.Equal(2, (await RunAsync()).Value);

        _test.Provider.Verify(p => p.RemoveFileAsync(First, It.IsAny<CancellationToken>()), Times.Once);
        _test.Provider.Verify(p => p.RemoveFileAsync(Second, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task File_without_a_blob_or_of_another_size_stays()
    {
        await WriteManifestAsync(ExportState.Succeeded, FileOf(First, 11, "blob"), FileOf(Second, 10, blob: null));

        // The provider is strict: any removal would throw.
        Assert.Equal(0, (await RunAsync()).Value);
    }

    [Fact]
    public async Task Nothing_is_removed_of_an_export_that_failed()
    {
        await WriteManifestAsync(ExportState.Failed, FileOf(First, 10, "blob"));

        Assert.Equal(0, (await RunAsync()).Value);
    }

    [Fact]
    public async Task Nothing_is_removed_without_a_manifest() => Assert.Equal(0, (await RunAsync()).Value);

    [Fact]
    public async Task File_that_cannot_be_removed_keeps_no_other_from_it()
    {
        await WriteManifestAsync(ExportState.Succeeded, FileOf(First, 10, "blob"), FileOf(Second, 10, "blob"));
        _test.Provider.Setup(p => p.RemoveFileAsync(First, It.IsAny<CancellationToken>()))
            .ThrowsAsync(ActivityTest.Fault(FaultCodes.Corrupt, retry: false));
        Removes(Second);

        var result = await RunAsync();

        Assert.Null(result.Fault);
        Assert.Equal(1, result.Value);
    }

    [Fact]
    public async Task Location_that_does_not_answer_is_asked_again_later()
    {
        await WriteManifestAsync(ExportState.Succeeded, FileOf(First, 10, "blob"));
        _test.Provider.Setup(p => p.RemoveFileAsync(First, It.IsAny<CancellationToken>()))
            .ThrowsAsync(ActivityTest.Fault(FaultCodes.Unavailable));

        Assert.True((await RunAsync()).Fault!.Retry);
    }

    [Fact]
    public async Task Source_that_keeps_its_files_is_left_alone()
    {
        _test.Provider.SetupGet(p => p.RemovesAfterFetch).Returns(false);

        Assert.Null((await RunAsync()).Value);
    }

    private void Removes(ExportedFile file) =>
        _test.Provider.Setup(p => p.RemoveFileAsync(file, It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);

    private Task WriteManifestAsync(ExportState state, params ManifestFile[] files)
    {
        var manifest = new Manifest
        {
            Id = ActivityTest.Id,
            Source = "orders",
            Provider = "Fake",
            State = state,
            Trigger = "http",
            Fetch = true,
            AppVersion = "1",
            RequestedAt = DateTimeOffset.UnixEpoch,
            EndedAt = DateTimeOffset.UnixEpoch,
            Deadline = DateTimeOffset.UnixEpoch,
            Files = files,
        };
        var content = BinaryData.FromObjectAsJson(manifest, CatalogJson.Options);
        _test.Service.Put(
            ExportId.Parse(ActivityTest.Id)!.ManifestName, content.ToArray(), new Dictionary<string, string>(), "exports");
        return Task.CompletedTask;
    }

    private static ManifestFile FileOf(ExportedFile file, long size, string? blob) => new(
        file.Name, size, file.Part, file.Parts, null, file.Location, blob, "aa", "bb", Proof.Full, []);

    private Task<StepResult<int?>> RunAsync() => new RemoveFetchedFiles(
        _test.Frame, new Manifests(_test.Service.Container("exports")), new LogCapture<RemoveFetchedFiles>())
        .RunAsync(new RemoveStep(ActivityTest.Id, "orders", [First, Second]), CancellationToken.None);
}
