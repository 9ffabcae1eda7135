using System.Net;
using FunctionsExport.Providers;
using FunctionsExport.Tests.Support;
using FunctionsExport.Tests.Transfer.Support;

namespace FunctionsExport.Tests.Transfer;

/// <summary>Blob Storage refuses, cannot be reached, or has something there already.</summary>
public sealed class VerifiedCopyStorageTests
{
    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "InternalError", true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServerBusy", true)]
    [InlineData(HttpStatusCode.TooManyRequests, "TooManyRequests", true)]
    [InlineData(HttpStatusCode.RequestTimeout, "OperationTimedOut", true)]
    [InlineData(HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch", false)]
    [InlineData(HttpStatusCode.Unauthorized, "NoAuthenticationInformation", false)]
    [InlineData(HttpStatusCode.NotFound, "ContainerNotFound", false)]
    [InlineData(HttpStatusCode.Conflict, "AccountBeingCreated", false)]
    public async Task Refused_block_ends_the_copy(HttpStatusCode status, string code, bool retry)
    {
        foreach (var retries in new[] { 0, 2 })
        {
            var test = CopyTest.Small().With(retries);
            test.Service.Before = Answer("put block", () => BlobServiceStub.Error(status, code));

            var fault = await test.FaultAsync();

            Assert.Equal(FaultCodes.StorageUnavailable, fault.Code);
            Assert.Equal((retry, code), (fault.Retry, fault.ProviderCode));
            Assert.Contains("dump.rdb", fault.Message, StringComparison.Ordinal);
            test.AssertNothingCommitted();
        }
    }

    [Fact]
    public async Task Account_that_cannot_be_reached_is_worth_another_try()
    {
        foreach (var kind in new[] { "head blob", "get blocklist", "put block", "put blocklist" })
        {
            var test = CopyTest.Small().With(retries: 2);
            test.Service.Before = Answer(kind, () => throw new HttpRequestException("Connection refused (stub.test:443)"));

            var fault = await test.FaultAsync();

            Assert.Equal(FaultCodes.StorageUnavailable, fault.Code);
            Assert.True(fault.Retry, kind);
            test.AssertNothingCommitted();
        }
    }

    [Fact]
    public async Task Passing_failure_is_not_noticed()
    {
        var test = CopyTest.Small().With(retries: 2);
        var failures = 2;
        test.Service.Before = Answer("put block", () => Interlocked.Decrement(ref failures) >= 0
            ? BlobServiceStub.Error(HttpStatusCode.ServiceUnavailable, "ServerBusy")
            : null);

        await test.RunAsync();

        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
    }

    [Fact]
    public async Task Commit_after_another_run_has_committed_the_same_is_success()
    {
        var test = CopyTest.Small();
        var sha256 = CopyTest.Sha256Of(test.Content);
        test.Service.Before = Answer("put blocklist", () =>
        {
            test.Service.Put(CopyTest.BlobName, test.Content, Metadata(sha256));
            return null;
        });

        var fetched = await test.RunAsync();

        Assert.Equal(sha256, fetched.Sha256);
        Assert.Equal(test.Content.Length, fetched.Size);
        Assert.Equal(["length"], fetched.Checks);
    }

    [Fact]
    public async Task Commit_whose_answer_was_lost_is_success()
    {
        var test = CopyTest.Small().With(retries: 2);
        var sha256 = CopyTest.Sha256Of(test.Content);
        var lost = 0;
        test.Service.Before = Answer("put blocklist", () =>
        {
            if (Interlocked.Increment(ref lost) > 1)
            {
                return null;
            }

            test.Service.Put(CopyTest.BlobName, test.Content, Metadata(sha256));
            throw new HttpRequestException("The response ended prematurely.");
        });

        Assert.Equal(sha256, (await test.RunAsync()).Sha256);
        Assert.Equal(2, lost);
    }

    [Theory]
    [InlineData(CopyTest.ExportId, "another sum")]
    [InlineData("orders-20260301T010203Z-ffffff", null)]
    [InlineData(null, null)]
    public async Task Commit_over_something_else_is_a_conflict_and_leaves_it(string? owner, string? sha256)
    {
        var test = CopyTest.Small();
        test.Service.Before = Answer("put blocklist", () =>
        {
            test.Service.Put(
                CopyTest.BlobName, [1, 2, 3], Metadata(sha256 ?? CopyTest.Sha256Of(test.Content), owner));
            return null;
        });

        var fault = await test.FaultAsync();

        Assert.Equal(FaultCodes.BlobConflict, fault.Code);
        Assert.False(fault.Retry);
        Assert.Equal([1, 2, 3], test.Blob!.Content);
    }

    [Fact]
    public async Task Blob_that_appears_while_blocks_are_staged_is_left_as_it_is()
    {
        var test = CopyTest.Small();
        test.Service.Before = Answer("put block", () =>
        {
            test.Service.Put(CopyTest.BlobName, [1, 2, 3], Metadata("another sum"));
            return null;
        });

        var fault = await test.FaultAsync();

        Assert.Equal(FaultCodes.BlobConflict, fault.Code);
        Assert.Equal([1, 2, 3], test.Blob!.Content);
    }

    [Fact]
    public async Task Staged_blocks_that_are_gone_at_the_commit_are_sent_again()
    {
        var test = CopyTest.Small();
        var first = true;
        test.Service.Before = Answer("put blocklist", () =>
        {
            if (first)
            {
                test.Service.DropStaged();
                first = false;
            }

            return null;
        });

        await test.RunAsync(
            (_, _) => Task.FromResult(new OpenedFile(new SourceStream(test.Content)) { Offset = 0, Size = 1000, Version = "v1" }));

        Assert.True(test.Content.AsSpan().SequenceEqual(test.Blob!.Content));
        Assert.Equal(2, test.Service.Count("put block"));
    }

    [Fact]
    public async Task Staged_blocks_that_are_always_gone_are_a_fault_of_the_storage()
    {
        var test = CopyTest.Small();
        test.Service.Before = Answer("put blocklist", () =>
        {
            test.Service.DropStaged();
            return null;
        });

        var error = await Assert.ThrowsAsync<ExportFaultException>(() => test.RunAsync(
            (_, _) => Task.FromResult(new OpenedFile(new SourceStream(test.Content)) { Offset = 0, Size = 1000, Version = "v1" })));

        Assert.Equal(
            (FaultCodes.StorageUnavailable, true, "InvalidBlockList"), (error.Fault.Code, error.Fault.Retry, error.Fault.ProviderCode));
        test.AssertNothingCommitted();
    }

    [Fact]
    public async Task Staged_blocks_that_another_run_has_committed_are_success()
    {
        var test = CopyTest.Small();
        var sha256 = CopyTest.Sha256Of(test.Content);
        test.Service.Before = Answer("put blocklist", () =>
        {
            test.Service.Put(CopyTest.BlobName, test.Content, Metadata(sha256));
            return BlobServiceStub.Error(HttpStatusCode.BadRequest, "InvalidBlockList");
        });

        Assert.Equal(sha256, (await test.RunAsync()).Sha256);
    }

    private static Dictionary<string, string> Metadata(string sha256, string? owner = CopyTest.ExportId)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = sha256, ["checks"] = "length" };
        if (owner is not null)
        {
            metadata["exportid"] = owner;
        }

        return metadata;
    }

    private static Func<BlobCall, CancellationToken, Task<HttpResponseMessage?>> Answer(
        string kind, Func<HttpResponseMessage?> answer) =>
        (call, _) => Task.FromResult(call.Kind == kind ? answer() : null);
}
