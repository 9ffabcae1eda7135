namespace FunctionsExport.Emulators.Tencent.V3;

/// <summary>A call is answered with an error.</summary>
internal sealed class V3Exception(V3Error error) : Exception(error.Message)
{
    public V3Error Error { get; } = error;
}
