namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>When failed logins lock a user; the defaults are the cluster's.</summary>
/// <param name="Threshold">Failures that lock; 0 for never.</param>
/// <param name="CounterResetAfter">Time without a failure after which they are forgotten; null for 15 minutes.</param>
/// <param name="Duration">How long the lock lasts; null for 30 minutes.</param>
internal sealed record LoginLockout(int Threshold = 5, TimeSpan? CounterResetAfter = null, TimeSpan? Duration = null)
{
    public TimeSpan CounterReset => CounterResetAfter ?? TimeSpan.FromMinutes(15);

    public TimeSpan LockedFor => Duration ?? TimeSpan.FromMinutes(30);
}
