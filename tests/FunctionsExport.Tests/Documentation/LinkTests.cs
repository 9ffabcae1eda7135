using FunctionsExport.Tests.Support;

namespace FunctionsExport.Tests.Documentation;

/// <summary>Links of the documentation lead somewhere.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_of_it()
    {
        var links = Document.All.SelectMany(d => d.Links().Where(l => !l.Contains("://", StringComparison.Ordinal)), (d, l) => (From: d, To: l));
        var broken = links.Where(l => !Leads(l.From, l.To)).Select(l => $"{l.From.Name}: {l.To}").ToList();

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_document_is_reached_from_the_readme()
    {
        var reached = new HashSet<Document>();
        var open = new Stack<Document>([Document.All[0]]);
        while (open.TryPop(out var document))
        {
            if (reached.Add(document))
            {
                var targets = document.Links().Select(l => FileOf(document, l.Split('#')[0])).ToHashSet();
                foreach (var next in Document.All.Where(d => targets.Contains(d.Path)))
                {
                    open.Push(next);
                }
            }
        }

        Assert.Empty(Document.All.Except(reached).Select(d => d.Name));
    }

    private static bool Leads(Document from, string link)
    {
        var (path, anchor) = link.Split('#', 2) is [var p, var a] ? (p, a) : (link, null);
        var file = FileOf(from, path);
        if (!File.Exists(file) && !Directory.Exists(file))
        {
            return false;
        }

        // Headings of other files than these are not looked for.
        return anchor is null
            || Document.All.FirstOrDefault(d => d.Path == file) is not { } to
            || to.Anchors().Contains(anchor);
    }

    private static string FileOf(Document from, string path) =>
        path.Length == 0 ? from.Path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from.Path)!, path));
}
