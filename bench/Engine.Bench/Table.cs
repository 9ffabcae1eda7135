namespace Engine.Bench;

/// <summary>Tables in Markdown.</summary>
internal static class Table
{
    public static void Print(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        Console.WriteLine(Line(head));
        Console.WriteLine(Line([.. head.Select(_ => "---")]));
        foreach (var row in rows)
        {
            Console.WriteLine(Line(row));
        }
    }

    private static string Line(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |";
}
