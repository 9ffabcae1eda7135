namespace FunctionsExport.Emulators.Tencent;

/// <summary>The service refuses what was asked; each API has its own answer.</summary>
internal sealed class BusinessException(BusinessError error, string message) : Exception(message)
{
    public BusinessError Error { get; } = error;
}
