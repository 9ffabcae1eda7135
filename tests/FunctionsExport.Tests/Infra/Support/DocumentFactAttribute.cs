namespace FunctionsExport.Tests.Infra.Support;

/// <summary>A fact about a document; skipped where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DocumentFactAttribute : FactAttribute
{
    public DocumentFactAttribute(string document)
    {
        if (!File.Exists(Repository.PathOf("docs", document)))
        {
            Skip = $"docs/{document} is not there.";
        }
    }
}
