using FunctionsExport.Tests.Configuration.Support;
using FunctionsExport.Transfer;

namespace FunctionsExport.Tests.Configuration;

public sealed class TransferSettingsReaderTests
{
    private const string Prefix = "Export__Transfer__";

    [Fact]
    public void What_is_not_set_is_derived_from_the_file()
    {
        var settings = Settings.Read();

        Assert.Equal(new TransferSettings(null, null, null), settings.Transfer);
        Assert.Null(settings.Sources["orders"].BytesPerSecond);
    }

    [Fact]
    public void What_is_set_is_taken()
    {
        var settings = Settings.Read(
            (Prefix + "BlockMebibytes", "16"),
            (Prefix + "Sends", "4"),
            (Prefix + "Reads", "2"),
            (Prefix + "BlockChecksum", "Md5"),
            (Settings.Source + "MebibytesPerSecond", "100000"));

        Assert.Equal(new TransferSettings(16 << 20, 4, 2, BlockChecksum.Md5), settings.Transfer);
        Assert.Equal(100_000L << 20, settings.Sources["orders"].BytesPerSecond);
    }

    [Theory]
    [InlineData("BlockMebibytes", "0")]
    [InlineData("BlockMebibytes", "41")]
    [InlineData("BlockMebibytes", "8.5")]
    [InlineData("Sends", "0")]
    [InlineData("Sends", "17")]
    [InlineData("Reads", "-1")]
    [InlineData("Reads", "17")]
    [InlineData("BlockChecksum", "Sha256")]
    [InlineData("BlockChecksum", "1")]
    public void Value_that_cannot_be_is_a_fault_with_the_settings_name(string key, string value) =>
        Assert.Contains(Prefix + key, Assert.Single(Settings.Faults((Prefix + key, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("0")]
    [InlineData("100001")]
    [InlineData("fast")]
    public void Rate_out_of_range_is_a_fault(string value) => Assert.Contains(
        Settings.Source + "MebibytesPerSecond",
        Assert.Single(Settings.Faults((Settings.Source + "MebibytesPerSecond", value))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("17", "4", "1")]
    [InlineData("16", "1", "5")]
    [InlineData("40", "2", "1")]
    public void Blocks_that_do_not_fit_80_MiB_together_are_a_fault(string block, string sends, string reads)
    {
        var fault = Assert.Single(Settings.Faults(
            (Prefix + "BlockMebibytes", block), (Prefix + "Sends", sends), (Prefix + "Reads", reads)));

        Assert.Contains("80 MiB", fault, StringComparison.Ordinal);
        Assert.Contains(Prefix + "Sends", fault, StringComparison.Ordinal);
    }
}
