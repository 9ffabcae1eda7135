namespace FunctionsExport.Tests.Support;

/// <summary>A blob in a <see cref="BlobServiceStub"/>.</summary>
internal sealed record StoredBlob(byte[] Content, IReadOnlyDictionary<string, string> Metadata, string ETag);
