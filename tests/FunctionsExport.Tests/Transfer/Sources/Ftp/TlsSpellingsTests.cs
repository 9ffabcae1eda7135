using FunctionsExport.Transfer.Sources.Ftp;

namespace FunctionsExport.Tests.Transfer.Sources.Ftp;

public sealed class TlsSpellingsTests
{
    [Fact]
    public void Each_has_a_spelling_of_its_own_while_there_are_some()
    {
        var spellings = new TlsSpellings();

        var lent = Enumerable.Range(0, 4).Select(_ => spellings.Lend("f.1b")).ToList();

        Assert.Equal(["F.1b", "f.1B", "F.1B", "f.1b"], lent);
        spellings.Return("f.1B");
        Assert.Equal("f.1B", spellings.Lend("f.1b"));
    }

    [Fact]
    public void Address_has_one_spelling() => Assert.Equal("127.0.0.1", new TlsSpellings().Lend("127.0.0.1"));
}
