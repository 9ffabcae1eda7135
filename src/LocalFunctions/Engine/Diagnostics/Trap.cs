namespace LocalFunctions.Engine.Diagnostics;

/// <summary>What is said once for an instance, however often its code is replayed.</summary>
internal enum Trap
{
    NonDurableWait,
    ForgottenTasks,
    CustomStatusNearLimit,
    CustomStatusOverLimit,
}
