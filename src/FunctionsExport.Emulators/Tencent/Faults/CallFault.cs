namespace FunctionsExport.Emulators.Tencent.Faults;

/// <summary>What goes wrong with a call.</summary>
internal sealed record CallFault
{
    private CallFault()
    {
    }

    public CallFaultKind Kind { get; private init; }

    /// <summary>The HTTP status of <see cref="CallFaultKind.Status"/>.</summary>
    public int HttpStatus { get; private init; }

    /// <summary>How long the answer of <see cref="CallFaultKind.Delay"/> is held back, by the machine's clock.</summary>
    public TimeSpan Wait { get; private init; }

    /// <summary>The code of <see cref="CallFaultKind.Error"/>: a number for API v2, a name for API 3.0.</summary>
    public string Code { get; private init; } = "";

    /// <summary>API v2's <c>codeDesc</c>; null for the code's own.</summary>
    public string? Description { get; private init; }

    /// <summary>The error's message; null for the code's own.</summary>
    public string? Message { get; private init; }

    /// <summary>No fault: keeps a place in the queue for a call that goes well.</summary>
    public static CallFault None { get; } = new() { Kind = CallFaultKind.None };

    /// <summary>The connection is reset before the call is looked at: nothing is started.</summary>
    public static CallFault ResetBefore { get; } = new() { Kind = CallFaultKind.ResetBefore };

    /// <summary>The call is carried out, and the connection reset instead of an answer.</summary>
    public static CallFault LostReply { get; } = new() { Kind = CallFaultKind.LostReply };

    /// <summary>The call is carried out, and the connection reset in the middle of the answer.</summary>
    public static CallFault HalfReply { get; } = new() { Kind = CallFaultKind.HalfReply };

    /// <summary>The call is carried out, and answered with a page of HTML and status 200, as a proxy may.</summary>
    public static CallFault Garbage { get; } = new() { Kind = CallFaultKind.Garbage };

    /// <summary>The call is refused with an HTTP status, as by a front server.</summary>
    public static CallFault Status(int httpStatus) => new() { Kind = CallFaultKind.Status, HttpStatus = httpStatus };

    /// <summary>The call is carried out, and its answer held back.</summary>
    public static CallFault Delay(TimeSpan wait) => new() { Kind = CallFaultKind.Delay, Wait = wait };

    /// <summary>The call, if it is signed well, is refused with an error code of API v2.</summary>
    public static CallFault Error(int code, string? description = null, string? message = null) => new()
    {
        Kind = CallFaultKind.Error,
        Code = code.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Description = description,
        Message = message,
    };

    /// <summary>The call, if it is signed well, is refused with an error code of API 3.0.</summary>
    public static CallFault Error(string code, string? message = null) =>
        new() { Kind = CallFaultKind.Error, Code = code, Message = message };
}
