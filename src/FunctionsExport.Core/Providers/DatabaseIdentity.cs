namespace FunctionsExport.Providers;

/// <summary>Names one database of one provider. It is the key of the database's lock, never shown.</summary>
/// <param name="Provider">The provider's name, such as <c>RedisEnterprise</c>.</param>
/// <param name="Endpoint">The provider's endpoint in a normal form: scheme, lower-case host, port; or another name of one cluster.</param>
/// <param name="Database">The provider's own id of the database.</param>
public sealed record DatabaseIdentity(string Provider, string Endpoint, string Database);
