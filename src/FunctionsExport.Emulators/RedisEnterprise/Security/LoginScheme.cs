namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>By what a request says who sent it.</summary>
internal enum LoginScheme
{
    /// <summary>By nothing that the cluster knows.</summary>
    None,

    Basic,

    /// <summary>A token, with the scheme <c>JWT</c> of the page on refresh_jwt.</summary>
    Jwt,

    /// <summary>A token, with the scheme <c>Bearer</c> of the page on disabling Basic authentication.</summary>
    Bearer,

    /// <summary>A client certificate.</summary>
    Certificate,

    /// <summary>User name and password in the body of <c>/v1/users/authorize</c>, before 7.8.2.</summary>
    Body,
}
