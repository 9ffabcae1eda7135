using System.Globalization;
using FunctionsExport.Catalog;

namespace FunctionsExport.Tests.Catalog;

public sealed class ExportIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 23, 59, 58, 765, TimeSpan.Zero);

    [Fact]
    public void New_id_is_read_back_as_it_was()
    {
        var id = ExportId.New("orders", Now);

        Assert.Matches("^orders-20260301T235958Z-[0-9a-f]{6}$", id.ToString());
        Assert.Equal(id, ExportId.Parse(id.ToString()));
        Assert.Equal(id.ToString(), ExportId.Parse(id.ToString())!.ToString());
    }

    [Fact]
    public void Ids_of_one_second_differ()
    {
        var ids = Enumerable.Range(0, 100).Select(_ => ExportId.New("orders", Now).ToString()).ToHashSet();

        // Of 16 million suffixes, a hundred collide once in 3,400 runs; twice, never.
        Assert.InRange(ids.Count, 99, 100);
    }

    [Fact]
    public void Time_is_that_of_utc_whatever_the_clocks_zone()
    {
        var id = ExportId.New("orders", new DateTimeOffset(2026, 3, 1, 1, 30, 0, TimeSpan.FromHours(2)));

        Assert.StartsWith("orders-20260228T233000Z-", id.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("orders/2026/02/28/orders-20260228T233000Z-", id.BlobPrefix, StringComparison.Ordinal);
        Assert.Equal(id, ExportId.Parse(id.ToString()));
    }

    [Fact]
    public void Blobs_lie_below_source_year_month_day_and_id()
    {
        var id = ExportId.Parse("orders-20260301T010203Z-00beef")!;

        Assert.Equal("orders/2026/03/01/orders-20260301T010203Z-00beef/", id.BlobPrefix);
        Assert.Equal(id.BlobPrefix + "manifest.json", id.ManifestName);
        Assert.Equal(id.BlobPrefix + "bk1.rdb.gz", id.BlobNameOf("bk1.rdb.gz"));
    }

    [Fact]
    public void Parts_are_read()
    {
        var id = ExportId.Parse("orders-20260301T010203Z-00beef")!;

        Assert.Equal("orders", id.Source);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 1, 2, 3, TimeSpan.Zero), id.Time);
        Assert.Equal(TimeSpan.Zero, id.Time.Offset);
        Assert.Equal("00beef", id.Suffix);
    }

    [Fact]
    public void Culture_makes_no_difference()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var dotted = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            dotted.DateTimeFormat.DateSeparator = ".";
            dotted.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = dotted;

            var id = ExportId.Parse("orders-20260301T010203Z-00beef")!;

            Assert.Equal("orders-20260301T010203Z-00beef", id.ToString());
            Assert.Equal("orders/2026/03/01/orders-20260301T010203Z-00beef/", id.BlobPrefix);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Schedule_gives_one_instant_one_id()
    {
        var due = new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);

        var id = ExportId.ForSchedule("orders", due);

        Assert.Equal(id, ExportId.ForSchedule("orders", due));
        Assert.Equal(id, ExportId.ForSchedule("orders", due.ToOffset(TimeSpan.FromHours(-7))));
        Assert.Equal(id, ExportId.ForSchedule("orders", due.AddMilliseconds(999)));
        Assert.Equal(id, ExportId.Parse(id.ToString()));
        // Kept from version to version: an update between two ticks must not start an export twice.
        Assert.Equal("orders-20260301T020000Z-2b7441", id.ToString());
    }

    [Fact]
    public void Schedule_gives_other_instants_and_sources_other_ids()
    {
        var due = new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);
        var id = ExportId.ForSchedule("orders", due);

        Assert.NotEqual(id.ToString(), ExportId.ForSchedule("orders", due.AddSeconds(1)).ToString());
        Assert.NotEqual(id.Suffix, ExportId.ForSchedule("orders", due.AddSeconds(1)).Suffix);
        Assert.NotEqual(id.Suffix, ExportId.ForSchedule("sessions", due).Suffix);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("orders")]
    [InlineData("orders-20260301T010203Z")]
    [InlineData("orders-20260301T010203Z-")]
    [InlineData("orders-20260301T010203Z-00bee")]
    [InlineData("orders-20260301T010203Z-00beef0")]
    [InlineData("orders-20260301T010203Z-00BEEF")]
    [InlineData("orders-20260301T010203Z-00beeg")]
    [InlineData("Orders-20260301T010203Z-00beef")]
    [InlineData("1orders-20260301T010203Z-00beef")]
    [InlineData("or-ders-20260301T010203Z-00beef")]
    [InlineData("-20260301T010203Z-00beef")]
    [InlineData("a2345678901234567890123456789012345678901-20260301T010203Z-00beef")] // 41 characters.
    [InlineData("orders-20261301T010203Z-00beef")] // No such month.
    [InlineData("orders-20260229T010203Z-00beef")] // No such day.
    [InlineData("orders-20260301T240000Z-00beef")]
    [InlineData("orders-20260301T010260Z-00beef")]
    [InlineData("orders-00000101T000000Z-00beef")]
    [InlineData("orders-20260301t010203z-00beef")]
    [InlineData("orders-20260301T010203-00beef")]
    [InlineData("orders-٢٠٢٦٠٣٠١T٠١٠٢٠٣Z-00beef")]
    [InlineData(" orders-20260301T010203Z-00beef")]
    [InlineData("orders-20260301T010203Z-00beef\n")]
    [InlineData("orders-20260301T010203Z-00beef:monitor")]
    [InlineData("../orders-20260301T010203Z-00beef")]
    [InlineData("orders/2026/03/01/orders-20260301T010203Z-00beef")]
    public void Foreign_text_is_no_id(string? text) => Assert.Null(ExportId.Parse(text));

    [Fact]
    public void Longest_name_and_first_and_last_year_are_an_id()
    {
        Assert.NotNull(ExportId.Parse("a234567890123456789012345678901234567890-20260301T010203Z-00beef"));
        Assert.NotNull(ExportId.Parse("a-00010101T000000Z-000000"));
        Assert.NotNull(ExportId.Parse("a-99991231T235959Z-ffffff"));
    }

    [Fact]
    public void Text_of_any_length_is_answered_at_once()
    {
        Assert.Null(ExportId.Parse(new string('a', 1_000_000)));
        Assert.Null(ExportId.Parse("orders-" + new string('9', 1_000_000)));
    }

    [Fact]
    public void Ids_sort_by_time()
    {
        var times = Enumerable.Range(0, 50).Select(i => Now.AddHours(i * 977)).ToList();
        var prefixes = times.Select(t => ExportId.New("orders", t).BlobPrefix).ToList();

        Assert.Equal(prefixes, prefixes.Order(StringComparer.Ordinal));
    }
}
