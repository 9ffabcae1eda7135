namespace FunctionsExport.Emulators.Tencent.V2;

/// <summary>A call is answered with an error.</summary>
internal sealed class V2Exception(V2Error error) : Exception(error.Message)
{
    public V2Error Error { get; } = error;
}
