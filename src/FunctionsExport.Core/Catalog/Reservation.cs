namespace FunctionsExport.Catalog;

/// <summary>The answer to an attempt to reserve a database.</summary>
/// <param name="Owner">Who has it now: the export that asked, or another one.</param>
/// <param name="Granted">Whether it is the export that asked.</param>
public sealed record Reservation(string Owner, bool Granted);
