namespace FunctionsExport.EndToEnd.Support;

/// <summary>A clock that a test sets.</summary>
internal sealed class MovableTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
