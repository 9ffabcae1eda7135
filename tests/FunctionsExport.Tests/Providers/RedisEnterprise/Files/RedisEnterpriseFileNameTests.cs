using FunctionsExport.Providers.RedisEnterprise.Files;

namespace FunctionsExport.Tests.Providers.RedisEnterprise.Files;

public sealed class RedisEnterpriseFileNameTests
{
    [Theory]
    [InlineData("bk20220304-181355-37-db01-1_of_1-58-0-16383.rdb.gz", 37, "db01", 1, 1, 58, "0-16383")]
    [InlineData("bk20201130-223654-1-db-1_of_1-2-0-16383.rdb.gz", 1, "db", 1, 1, 2, "0-16383")]
    [InlineData(
        "bk20141111-195743-7621808-tsu-notifications-new-prod-db-1_of_1-30246-1-4096.rdb.gz",
        7621808, "tsu-notifications-new-prod-db", 1, 1, 30246, "1-4096")]
    [InlineData("bk20240716-180700-10519663-ddccm-dev-1_of_1-12-0-16383.rdb", 10519663, "ddccm-dev", 1, 1, 12, "0-16383")]
    [InlineData("bk20260801-000000-7-9-2-2_of_3-4-5461-10922.rdb.gz", 7, "9-2", 2, 3, 4, "5461-10922")]
    [InlineData("bk20260801-000000-7-a-1_of_2-3-0-99-2_of_3-4-5461-10922.rdb", 7, "a-1_of_2-3-0-99", 2, 3, 4, "5461-10922")]
    [InlineData("bk20260801-000000-7-cut-here--3_of_3-4-5461-10922.rdb", 7, "cut-here-", 3, 3, 4, "5461-10922")]
    [InlineData("bk20260801-000000-7-orders-2_of_3.rdb.gz", 7, "orders", 2, 3, null, null)]
    [InlineData("bk20260801-000000-7-a-1_of_2-3_of_3.rdb", 7, "a-1_of_2", 3, 3, null, null)]
    public void Name_is_read_from_the_right(
        string text, int uid, string name, int part, int parts, int? shard, string? slots)
    {
        Assert.True(RedisEnterpriseFileName.TryParse(text, out var parsed));
        Assert.Equal(
            (uid, name, part, parts, shard, slots),
            (parsed.DatabaseUid, parsed.DatabaseName, parsed.Part, parsed.Parts, parsed.ShardUid, parsed.Slots));
        Assert.Equal(text[2..17], parsed.StampText);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bk.rdb.gz")]
    [InlineData("k20160923-005339-2-pablotest2-1_of_1-4-1-4096.rdb.gz")]
    [InlineData("bk20220304-181355-37-db01-1_of_1-58-0-16383.rdb.gz.tmp")]
    [InlineData("bk20220304-181355-37-db01-1_of_1-58-0-16383.rdb.gz\n")]
    [InlineData("xbk20220304-181355-37-db01-1_of_1-58-0-16383.rdb.gz")]
    [InlineData("bk20221304-181355-37-db01-1_of_1-58-0-16383.rdb.gz")]
    [InlineData("bk20220304-241355-37-db01-1_of_1-58-0-16383.rdb.gz")]
    [InlineData("bk20220304-181355-37-db01-0_of_1-58-0-16383.rdb.gz")]
    [InlineData("bk20220304-181355-37-db01-2_of_1-58-0-16383.rdb.gz")]
    [InlineData("bk20220304-181355-37-db01-1_of_1-58.rdb.gz")]
    [InlineData("bk20220304-181355-99999999999-db01-1_of_1-58-0-16383.rdb.gz")]
    [InlineData("bk20220304-181355-37-../../etc-1_of_1-58-0-16383.rdb.gz")]
    [InlineData("bk20220304-181355-37-a\\b-1_of_1-58-0-16383.rdb.gz")]
    [InlineData("bk20220304-181355-37-a\0b-1_of_1-58-0-16383.rdb.gz")]
    [InlineData("bk20220304-181355-37--1_of_1-58-0-16383.rdb.gz")]
    [InlineData("bk20220304-181355-٣٧-db01-1_of_1-58-0-16383.rdb.gz")]
    [InlineData("/mnt/bk20220304-181355-37-db01-1_of_1-58-0-16383.rdb.gz")]
    public void Name_of_another_kind_is_refused(string text)
    {
        Assert.False(RedisEnterpriseFileName.TryParse(text, out _));
    }
}
