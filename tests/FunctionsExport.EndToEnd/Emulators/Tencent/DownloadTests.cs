using System.Net;
using System.Net.Http.Headers;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.Journal;
using FunctionsExport.EndToEnd.World;

namespace FunctionsExport.EndToEnd.Emulators.Tencent;

/// <summary>How files are served by their URLs.</summary>
public sealed class DownloadTests
{
    [Fact]
    public async Task Url_of_api_v2_is_good_as_it_is_and_for_twelve_hours()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var url = await UrlAsync(tencent);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/download/dump\.rdb\?[A-Za-z0-9+/]+=*$", url);
        Assert.Contains('+', url);
        Assert.Contains('/', url[url.IndexOf('?', StringComparison.Ordinal)..]);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(tencent, url.Replace("+", "%2B", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(tencent, url + "x"));
        tencent.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(tencent, url));
        tencent.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(tencent, url));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(tencent, await UrlAsync(tencent)));
    }

    [Fact]
    public async Task Url_is_good_for_get_and_on_its_own_network_alone()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var (intranet, extranet) = (await UrlAsync(tencent, "intranet"), await UrlAsync(tencent));
        using var head = await tencent.SendAsync(new HttpRequestMessage(HttpMethod.Head, extranet));
        Assert.Equal(HttpStatusCode.Forbidden, head.StatusCode);
        var crossed = new UriBuilder(extranet) { Port = new Uri(intranet).Port }.Uri.ToString();
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(tencent, crossed));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(tencent, intranet));
        tencent.Emulator.Downloads.IntranetReachable = false;
        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(tencent, intranet));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(tencent, extranet));
    }

    [Theory]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=100-199", 100, 100)]
    [InlineData("bytes=100-", 100, -1)]
    [InlineData("bytes=-100", -100, 100)]
    public async Task Part_of_a_file_is_served(string range, int first, int length)
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var url = await UrlAsync(tencent);
        var whole = await tencent.DownloadAsync(url);
        var start = first < 0 ? whole.Length + first : first;
        using var answer = await RangeAsync(tencent, url, range);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        var part = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(whole[start..(length < 0 ? whole.Length : start + length)], part);
        Assert.Equal($"bytes {start}-{start + part.Length - 1}/{whole.Length}", answer.Content.Headers.ContentRange!.ToString());
    }

    [Fact]
    public async Task Range_beyond_the_file_is_416_and_one_of_another_version_the_whole()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var url = await UrlAsync(tencent);
        using var whole = await tencent.SendAsync(new HttpRequestMessage(HttpMethod.Get, url));
        var size = whole.Content.Headers.ContentLength!.Value;
        using var beyond = await RangeAsync(tencent, url, $"bytes={size}-");
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.Equal($"bytes */{size}", beyond.Content.Headers.ContentRange!.ToString());
        using var same = await RangeAsync(tencent, url, "bytes=5-", whole.Headers.ETag);
        Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
        using var other = await RangeAsync(tencent, url, "bytes=5-", new EntityTagHeaderValue("\"other\""));
        Assert.Equal((HttpStatusCode.OK, size), (other.StatusCode, other.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Server_without_ranges_or_tags_answers_the_whole()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var url = await UrlAsync(tencent);
        tencent.Emulator.Downloads.Ranges = false;
        tencent.Emulator.Downloads.ETags = false;
        using var answer = await RangeAsync(tencent, url, "bytes=5-9");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(answer.Headers.AcceptRanges);
        Assert.Null(answer.Headers.ETag);
        Assert.True(answer.Content.Headers.ContentLength > 100);
    }

    [Fact]
    public async Task Url_can_expire_in_the_middle_of_a_transfer()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var url = await UrlAsync(tencent);
        tencent.Emulator.Faults.NextDownload(DownloadFault.ExpireAfter(100));
        await Assert.ThrowsAsync<HttpRequestException>(() => tencent.DownloadAsync(url));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(tencent, url));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(tencent, await UrlAsync(tencent)));
        await Eventually.HoldsAsync(() =>
            tencent.Emulator.Journal.Entries.Any(entry => entry is { Bytes: 100, HttpStatus: null, Service: TencentService.Extranet }));
    }

    [Fact]
    public async Task Expiry_by_the_clock_cuts_a_transfer_when_it_is_set_to()
    {
        await using var tencent = await EmulatedTencent.StartAsync(keys: 5_000);
        var url = await UrlAsync(tencent);
        tencent.Emulator.Downloads.ExpiryCutsTransfers = true;
        tencent.Emulator.Downloads.BytesPerSecond = 64 << 10;
        await using var stream = await OpenAsync(url);
        Assert.Equal(1, await stream.ReadAsync(new byte[1]));
        tencent.Clock.Advance(TimeSpan.FromHours(12));
        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task Planned_faults_are_taken_in_turn()
    {
        await using var tencent = await EmulatedTencent.StartAsync();
        var url = await UrlAsync(tencent);
        var whole = await tencent.DownloadAsync(url);
        var faults = tencent.Emulator.Faults;
        faults.NextDownload(DownloadFault.Refuse);
        faults.NextDownload(DownloadFault.Status(503));
        faults.NextDownload(DownloadFault.ResetAfter(10));
        faults.NextDownload(DownloadFault.TruncateAt(50));
        faults.NextDownload(DownloadFault.CorruptAt(7));
        await Assert.ThrowsAsync<HttpRequestException>(() => tencent.DownloadAsync(url));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(tencent, url));
        await Assert.ThrowsAsync<HttpRequestException>(() => tencent.DownloadAsync(url));
        Assert.Equal(whole[..50], await tencent.DownloadAsync(url));
        var corrupt = await tencent.DownloadAsync(url);
        Assert.Equal((whole.Length, (byte)~whole[7]), (corrupt.Length, corrupt[7]));
        Assert.Equal(whole, await tencent.DownloadAsync(url));
    }

    [Fact]
    public async Task Transfers_over_the_number_are_refused()
    {
        await using var tencent = await EmulatedTencent.StartAsync(keys: 5_000);
        var url = await UrlAsync(tencent);
        tencent.Emulator.Downloads.Transfers = 1;
        tencent.Emulator.Downloads.BytesPerSecond = 64 << 10;
        await using (var stream = await OpenAsync(url))
        {
            Assert.Equal(1, await stream.ReadAsync(new byte[1]));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(tencent, url));
        }

        tencent.Emulator.Downloads.BytesPerSecond = null;
        await Eventually.HoldsAsync(async () => await StatusAsync(tencent, url) == HttpStatusCode.OK);
    }

    private static async Task<string> UrlAsync(EmulatedTencent tencent, string network = "extranet")
    {
        if (!tencent.Emulator.Workflows.Backups.Any())
        {
            await tencent.DataAsync("ExportRedisBackup", ("backupId", await tencent.BackUpAsync()));
        }

        var backup = tencent.Emulator.Workflows.Backups[0].Id;
        return (string)(await tencent.DataAsync("GetBackupDownloadUrl", ("backupId", backup)))[network]!;
    }

    private static async Task<HttpStatusCode> StatusAsync(EmulatedTencent tencent, string url)
    {
        using var answer = await tencent.SendAsync(new HttpRequestMessage(HttpMethod.Get, url));
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> RangeAsync(
        EmulatedTencent tencent, string url, string range, EntityTagHeaderValue? condition = null)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, url);
        message.Headers.Range = RangeHeaderValue.Parse(range);
        message.Headers.IfRange = condition is null ? null : new RangeConditionHeaderValue(condition);
        return tencent.SendAsync(message);
    }

    private static async Task<Stream> OpenAsync(string url)
    {
        using var client = new HttpClient();
        return await client.GetStreamAsync(new Uri(url));
    }
}
