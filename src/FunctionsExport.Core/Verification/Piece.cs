namespace FunctionsExport.Verification;

/// <summary>Bytes on their way from one stage to the next, and who waits for their buffer.</summary>
internal readonly record struct Piece(ReadOnlyMemory<byte> Bytes, TaskCompletionSource Used);
