using FunctionsExport.Transfer.Sources.Ftp;

namespace FunctionsExport.Tests.Transfer.Sources.Ftp;

public sealed class FtpListingTests
{
    private const string Name = "bk20260801-020000-7-orders eu-1_of_1-9-0-16383.rdb.gz";

    [Theory]
    [InlineData("-rw-------    1 1000     1000         4711 Nov 23 00:11 ")]
    [InlineData("-rw-r--r--+ 12 ftp ftp 4711 Nov  3  2025 ")]
    [InlineData("08-24-26  12:05AM                 4711 ")]
    public void File_of_a_listing_is_read(string before) =>
        Assert.Equal(new FtpEntry(Name, 4711, null), FtpListing.FromList(before + Name));

    [Theory]
    [InlineData("total 12")]
    [InlineData("drwxr-xr-x    2 0        0            4096 Nov 23 00:11 bk1")]
    [InlineData("lrwxrwxrwx    1 0        0               6 Nov 23 00:11 bk1 -> /etc/passwd")]
    [InlineData("08-24-26  12:05AM       <DIR>          bk1")]
    [InlineData("-rw-------    1 1000     1000         4711 Nov 23 00:11 ../bk1")]
    [InlineData("-rw-------    1 1000     1000         4711 Nov 23 00:11 bk\u00071")]
    [InlineData("")]
    public void Line_that_is_no_file_is_passed_over(string line) => Assert.Null(FtpListing.FromList(line));

    [Theory]
    [InlineData("type=file;size=4711;modify=20260801020000; ", 4711L, "20260801020000")]
    [InlineData("Modify=20260801020000.5;Perm=r;Type=File;Size=4711;Unique=1; ", 4711L, "20260801020000")]
    [InlineData("type=file; ", null, null)]
    [InlineData("type=file;size=-1;modify=yesterday; ", null, null)]
    public void File_of_a_machine_listing_is_read(string before, long? size, string? modified) =>
        Assert.Equal(new FtpEntry(Name, size, modified), FtpListing.FromMlsd(before + Name));

    [Theory]
    [InlineData("type=dir; bk1")]
    [InlineData("type=cdir; .")]
    [InlineData("type=OS.unix=slink:/etc/passwd; bk1")]
    [InlineData("size=5; bk1")]
    [InlineData("type=file;size=5; a/bk1")]
    [InlineData("type=file;size=5;")]
    [InlineData("")]
    public void Fact_that_is_no_file_is_passed_over(string line) => Assert.Null(FtpListing.FromMlsd(line));
}
