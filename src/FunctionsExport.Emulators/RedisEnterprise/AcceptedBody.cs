namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>The body of the 200 that accepts an export.</summary>
internal enum AcceptedBody
{
    /// <summary>No body.</summary>
    Empty,

    /// <summary><c>{}</c>.</summary>
    EmptyObject,

    /// <summary><c>{"action_uid": "…"}</c>.</summary>
    ActionUid,
}
