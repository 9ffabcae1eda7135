using System.Net;
using FunctionsExport.Catalog;
using FunctionsExport.EndToEnd.Support;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Http;

/// <summary>The header <c>Idempotency-Key</c> as a client sees it: the whole app, over HTTP, on real Azurite.</summary>
public sealed class IdempotencyOverHttpTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Body = """{"source":"orders","fetch":false}""";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private HostedApp _app = null!;

    public async Task InitializeAsync() => _app = await HostedApp.StartAsync(azurite, Now);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Same_key_and_body_give_the_same_answer_for_a_day_and_another_body_a_422()
    {
        var first = await PostAsync("key-1");
        Assert.Equal(HttpStatusCode.Accepted, first.Status);
        var id = (string)first.Body["id"]!;

        AssertSame(first, await PostAsync("key-1"));
        AssertSame(first, await PostAsync("key-1", """  {"fetch":false, "source":"orders"} """));
        foreach (var other in new[] { """{"source":"orders"}""", """{"source":"sessions","fetch":false}""" })
        {
            AssertProblem(await PostAsync("key-1", other), HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        }

        Assert.Equal(1, await CountAsync());
        await CancelAsync(id);
        AssertSame(first, await PostAsync("key-1"));

        await _app.Client.PurgeInstanceAsync(id);
        _app.Time.Now = Now + TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1);
        AssertSame(first, await PostAsync("key-1"));
        Assert.Equal(1, await CountAsync());

        _app.Time.Now += TimeSpan.FromSeconds(1);
        var next = await PostAsync("key-1", """{"source":"sessions","fetch":false}""");
        Assert.Equal(HttpStatusCode.Accepted, next.Status);
        Assert.NotEqual(id, (string)next.Body["id"]!);
        await CancelAsync((string)next.Body["id"]!);
    }

    [Fact]
    public async Task Start_that_was_cut_off_after_the_key_was_recorded_is_completed_by_the_repeat()
    {
        await _app.Get<ExportStorage>().EnsureCreatedAsync(default);
        var recorded = await _app.Get<IdempotencyKeys>().RecordAsync("key-2", "orders", false, false, default);
        var id = recorded!.Value.Start.Id;
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Api.GetAsync(id)).Status);

        _app.Time.Now += TimeSpan.FromHours(3);
        var repeat = await PostAsync("key-2");

        Assert.Equal((HttpStatusCode.Accepted, id), (repeat.Status, (string)repeat.Body["id"]!));
        var status = (await _app.Api.GetAsync(id)).Body;
        Assert.Equal(Now, (DateTimeOffset)status["requestedAt"]!);
        Assert.Equal(_app.Time.Now.AddHours(6), (DateTimeOffset)status["deadline"]!);
        await CancelAsync(id);
    }

    [Fact]
    public async Task Simultaneous_starts_with_one_key_are_one_export_and_all_are_told_of_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PostAsync("key-3")));

        Assert.All(answers, a => AssertSame(answers[0], a));
        Assert.Equal(HttpStatusCode.Accepted, answers[0].Status);
        Assert.Equal(1, await CountAsync());
        await CancelAsync((string)answers[0].Body["id"]!);
    }

    [Fact]
    public async Task Busy_database_is_a_409_and_the_repeat_starts_the_export_later()
    {
        var other = await _app.Api.StartAcceptedAsync("orders", fetch: false);
        var refused = await PostAsync("key-4");
        AssertProblem(refused, HttpStatusCode.Conflict, "database-busy");
        Assert.Equal($"/api/exports/{other}", refused.Location);
        await CancelAsync(other);

        var repeat = await PostAsync("key-4");

        Assert.Equal(HttpStatusCode.Accepted, repeat.Status);
        Assert.Equal(2, await CountAsync());
        await CancelAsync((string)repeat.Body["id"]!);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("tab\tinside")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Key_that_is_none_is_a_400_and_starts_nothing(string? key)
    {
        var answer = await PostAsync(key ?? new string('k', 256));

        AssertProblem(answer, HttpStatusCode.BadRequest, "invalid-idempotency-key");
        Assert.Equal("Idempotency-Key", (string)answer.Body["field"]!);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Two_keys_are_a_400()
    {
        var answer = await _app.Api.SendAsync(
            HttpMethod.Post, "api/exports", Body, "application/json", ("Idempotency-Key", "a"), ("Idempotency-Key", "b"));

        AssertProblem(answer, HttpStatusCode.BadRequest, "invalid-idempotency-key");
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Key_of_the_greatest_length_is_one()
    {
        var answer = await PostAsync(new string('k', 255));

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        await CancelAsync((string)answer.Body["id"]!);
    }

    private static void AssertSame(ApiAnswer first, ApiAnswer repeat) => Assert.Equal(first, repeat);

    private static void AssertProblem(ApiAnswer answer, HttpStatusCode status, string code)
    {
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.Equal(code, (string)answer.Body["code"]!);
    }

    private Task<ApiAnswer> PostAsync(string key, string body = Body) =>
        _app.Api.SendAsync(HttpMethod.Post, "api/exports", body, "application/json", ("Idempotency-Key", key));

    /// <summary>How many exports there are.</summary>
    private async Task<int> CountAsync()
    {
        var answer = await _app.Api.SendAsync(HttpMethod.Get, "api/exports");
        return answer.Body["exports"]!.AsArray().Count;
    }

    private async Task CancelAsync(string id)
    {
        await _app.Api.CancelAsync(id);
        Assert.Equal("cancelled", ExportApi.StateOf(await _app.Api.WaitForEndAsync(id)));
    }
}
