namespace FunctionsExport.Emulators.Tencent.Faults;

/// <summary>The kinds of <see cref="CallFault"/>.</summary>
internal enum CallFaultKind
{
    None,
    ResetBefore,
    LostReply,
    HalfReply,
    Garbage,
    Status,
    Delay,
    Error,
}
