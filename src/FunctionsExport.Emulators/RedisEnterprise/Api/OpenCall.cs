namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>Marks a call that needs no credentials, or looks after them itself.</summary>
internal sealed class OpenCall
{
    public static readonly OpenCall Instance = new();
}
