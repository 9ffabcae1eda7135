namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>The body of an error.</summary>
internal enum ErrorBody
{
    /// <summary><c>{"error_code", "description"}</c>.</summary>
    Description,

    /// <summary><c>{"error_code", "message"}</c>.</summary>
    Message,

    /// <summary>No body.</summary>
    Empty,

    /// <summary>A line of plain text, as a proxy answers.</summary>
    Text,
}
