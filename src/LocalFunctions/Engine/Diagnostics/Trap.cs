namespace LocalFunctions.Engine.Diagnostics;

/// <summary>What is said once for an instance, however often its code is replayed.</summary>
[Flags]
internal enum Trap
{
    None = 0,
    NonDurableWait = 1,
    ForgottenTasks = 2,
    CustomStatusNearLimit = 4,
    CustomStatusOverLimit = 8,
}
