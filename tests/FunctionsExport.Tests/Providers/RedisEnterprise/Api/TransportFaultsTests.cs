using FunctionsExport.Providers;
using FunctionsExport.Tests.Providers.RedisEnterprise.Support;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Api;

/// <summary>Requests that get no answer: whether they may be sent again.</summary>
public sealed class TransportFaultsTests
{
    private static readonly ExportPreparation Prepared = new(
        new DatabaseSummary("7", "orders-eu", null, null, 3), """{"runsBefore":[]}""");

    [Fact]
    public async Task Name_that_does_not_resolve_is_not_sent()
    {
        using var source = new TestSource("https://cluster.invalid");

        var thrown = await Fault.OfAsync(() => source.Create().PrepareAsync(CancellationToken.None));

        AssertFault(thrown, FaultCodes.Unavailable, RequestFate.NotSent, retry: true);
        Assert.Contains(TestSource.NameOf("Endpoint"), thrown.Fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cluster.invalid", thrown.Fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_that_is_refused_is_not_sent()
    {
        await using var server = RawServer.Start((_, _, _) => Task.CompletedTask);
        server.StopListening();
        using var source = new TestSource(server.Endpoint);

        var thrown = await Fault.OfAsync(() => source.Create().PrepareAsync(CancellationToken.None));

        AssertFault(thrown, FaultCodes.Unavailable, RequestFate.NotSent, retry: true);
    }

    [Fact]
    public async Task Connection_that_is_refused_after_the_look_is_not_sent()
    {
        RawServer? server = null;
        server = RawServer.Start(async (_, stream, stop) =>
        {
            await using var tls = await RawServer.TlsAsync(stream, stop);
            await RawServer.ReadRequestAsync(tls, stop);
            server!.StopListening();
            await RawServer.WriteAsync(tls, OkAndClose(Bdb.Json()), stop);
        });
        await using (server)
        {
            var thrown = await StartFaultAsync(server);

            AssertFault(thrown, FaultCodes.Unavailable, RequestFate.NotSent, retry: true);
        }
    }

    [Fact]
    public async Task Handshake_that_stalls_is_not_sent()
    {
        await using var server = RawServer.Start((number, stream, stop) =>
            number == 1 ? AnswerLookAsync(stream, stop) : Task.Delay(Timeout.Infinite, stop));

        var thrown = await StartFaultAsync(server, "00:00:04");

        AssertFault(thrown, FaultCodes.Unavailable, RequestFate.NotSent, retry: true);
    }

    [Fact]
    public async Task Handshake_that_breaks_off_is_not_sent()
    {
        await using var server = RawServer.Start((number, stream, stop) =>
            number == 1 ? AnswerLookAsync(stream, stop) : Task.CompletedTask);

        var thrown = await StartFaultAsync(server);

        AssertFault(thrown, FaultCodes.Unavailable, RequestFate.NotSent, retry: true);
    }

    [Fact]
    public async Task Server_that_speaks_no_TLS_is_not_sent_to()
    {
        await using var server = RawServer.Start((_, stream, stop) =>
            RawServer.WriteAsync(stream, "HTTP/1.1 400 Bad Request\nContent-Length: 0\n\n", stop));
        using var source = new TestSource(server.Endpoint);

        var thrown = await Fault.OfAsync(() => source.Create().PrepareAsync(CancellationToken.None));

        AssertFault(thrown, FaultCodes.Unavailable, RequestFate.NotSent, retry: true);
        Assert.Contains("TLS", thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_whose_answer_times_out_is_unanswered()
    {
        await using var server = StartsWith(async (tls, stop) => await Task.Delay(Timeout.Infinite, stop));

        var thrown = await StartFaultAsync(server, "00:00:04");

        AssertFault(thrown, FaultCodes.Unavailable, RequestFate.Unanswered, retry: true);
        Assert.Contains(TestSource.NameOf("RequestTimeout"), thrown.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_after_which_the_connection_closes_is_unanswered()
    {
        await using var server = StartsWith((tls, _) => tls.ShutdownAsync());

        AssertFault(await StartFaultAsync(server), FaultCodes.Unavailable, RequestFate.Unanswered, retry: true);
    }

    [Fact]
    public async Task Post_after_which_the_connection_is_reset_is_unanswered()
    {
        await using var server = RawServer.Start(async (number, stream, stop) =>
        {
            if (number == 1)
            {
                await AnswerLookAsync(stream, stop);
                return;
            }

            await using var tls = await RawServer.TlsAsync(stream, stop);
            await RawServer.ReadRequestAsync(tls, stop);
            stream.Socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
            stream.Socket.Close();
        });

        AssertFault(await StartFaultAsync(server), FaultCodes.Unavailable, RequestFate.Unanswered, retry: true);
    }

    [Fact]
    public async Task Post_on_a_kept_connection_that_closes_is_unanswered_and_not_repeated()
    {
        var posts = 0;
        await using var server = RawServer.Start(async (_, stream, stop) =>
        {
            await using var tls = await RawServer.TlsAsync(stream, stop);
            while (true)
            {
                var request = await RawServer.ReadRequestAsync(tls, stop);
                if (!request.StartsWith("GET", StringComparison.Ordinal))
                {
                    posts += request.StartsWith("POST", StringComparison.Ordinal) ? 1 : 0;
                    return;
                }

                var body = Bdb.Json();
                await RawServer.WriteAsync(
                    tls, $"HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: {body.Length}\n\n{body}", stop);
            }
        });

        var thrown = await StartFaultAsync(server);

        AssertFault(thrown, FaultCodes.Unavailable, RequestFate.Unanswered, retry: true);
        Assert.Equal(1, posts);
    }

    [Fact]
    public async Task Post_that_gets_something_else_than_HTTP_is_unanswered()
    {
        await using var server = StartsWith((tls, stop) => RawServer.WriteAsync(tls, "SSH-2.0-OpenSSH_9.2\n\n", stop));

        AssertFault(await StartFaultAsync(server), FaultCodes.UnexpectedAnswer, RequestFate.Unanswered, retry: false);
    }

    [Fact]
    public async Task Post_whose_answer_breaks_off_in_its_headers_is_unanswered()
    {
        await using var server = StartsWith((tls, stop) => RawServer.WriteAsync(tls, "HTTP/1.1 200 OK\nContent-", stop));

        AssertFault(await StartFaultAsync(server), FaultCodes.Unavailable, RequestFate.Unanswered, retry: true);
    }

    [Fact]
    public async Task Post_is_not_sent_when_the_look_before_it_gets_no_answer()
    {
        await using var server = RawServer.Start(async (_, stream, stop) =>
        {
            await using var tls = await RawServer.TlsAsync(stream, stop);
            await RawServer.ReadRequestAsync(tls, stop);
        });

        AssertFault(await StartFaultAsync(server), FaultCodes.Unavailable, RequestFate.NotSent, retry: true);
    }

    [Fact]
    public async Task Look_whose_body_breaks_off_can_be_tried_again()
    {
        await using var server = RawServer.Start(async (_, stream, stop) =>
        {
            await using var tls = await RawServer.TlsAsync(stream, stop);
            await RawServer.ReadRequestAsync(tls, stop);
            await RawServer.WriteAsync(tls, BrokenOff, stop);
        });

        var thrown = await StartFaultAsync(server);

        Assert.Equal(FaultCodes.Unavailable, thrown.Fault.Code);
        Assert.True(thrown.Fault.Retry);
    }

    [Fact]
    public async Task Post_whose_answer_is_200_is_accepted_though_the_body_breaks_off()
    {
        var posted = false;
        await using var server = StartsWith(async (tls, stop) =>
        {
            await RawServer.WriteAsync(tls, BrokenOff, stop);
            posted = true;
        });
        using var source = new TestSource(server.Endpoint);

        await source.Create().StartAsync(Prepared, [], CancellationToken.None);

        Assert.True(posted);
    }

    [Fact]
    public async Task Post_whose_answer_is_409_is_refused_though_the_body_breaks_off()
    {
        await using var server = StartsWith((tls, stop) =>
            RawServer.WriteAsync(tls, BrokenOff.Replace("200 OK", "409 Conflict", StringComparison.Ordinal), stop));

        AssertFault(await StartFaultAsync(server), FaultCodes.DatabaseBusy, RequestFate.Answered, retry: true);
    }

    [Fact]
    public async Task Look_whose_answer_times_out_can_be_tried_again()
    {
        await using var stub = await ClusterStub.StartAsync();
        stub.On(Bdb.Call, new StubAnswer(200, Bdb.Json()) { Delay = TimeSpan.FromMinutes(1) });
        using var source = new TestSource(stub.Endpoint).With("RequestTimeout", "00:00:01");

        var thrown = await Fault.OfAsync(() => source.Create().PrepareAsync(CancellationToken.None));

        AssertFault(thrown, FaultCodes.Unavailable, RequestFate.Unanswered, retry: true);
    }

    private const string BrokenOff = "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 100\n\n{\"x\":";

    private static string OkAndClose(string json) =>
        $"HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: {json.Length}\nConnection: close\n\n{json}";

    private static async Task AnswerLookAsync(Stream stream, CancellationToken stop)
    {
        await using var tls = await RawServer.TlsAsync(stream, stop);
        await RawServer.ReadRequestAsync(tls, stop);
        await RawServer.WriteAsync(tls, OkAndClose(Bdb.Json()), stop);
    }

    /// <summary>A server that answers the look, and does something to the POST that comes on the next connection.</summary>
    private static RawServer StartsWith(Func<System.Net.Security.SslStream, CancellationToken, Task> post) =>
        RawServer.Start(async (number, stream, stop) =>
        {
            if (number == 1)
            {
                await AnswerLookAsync(stream, stop);
                return;
            }

            await using var tls = await RawServer.TlsAsync(stream, stop);
            Assert.StartsWith("POST", await RawServer.ReadRequestAsync(tls, stop), StringComparison.Ordinal);
            await post(tls, stop);
        });

    private static async Task<ExportFaultException> StartFaultAsync(RawServer server, string? timeout = null)
    {
        using var source = new TestSource(server.Endpoint).With("RequestTimeout", timeout);
        return await Fault.OfAsync(() => source.Create().StartAsync(Prepared, [], CancellationToken.None));
    }

    private static void AssertFault(ExportFaultException thrown, string code, RequestFate fate, bool retry)
    {
        Assert.Equal((code, fate, retry), (thrown.Fault.Code, thrown.Fate, thrown.Fault.Retry));
    }
}
