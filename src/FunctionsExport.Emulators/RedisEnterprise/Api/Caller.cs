using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.Emulators.RedisEnterprise.Api;

/// <summary>Who sent a request.</summary>
internal static class Caller
{
    private static readonly object Key = new();

    public static void Set(HttpContext context, Login login) => context.Items[Key] = login;

    public static Login Of(HttpContext context) => context.Items[Key] as Login ?? Login.Refused(LoginScheme.None);

    /// <summary>Whether the sender's role covers a database.</summary>
    public static bool Sees(HttpContext context, int databaseUid) => Of(context).User?.Sees(databaseUid) ?? false;
}
