using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.EndToEnd.Emulators.RedisEnterprise;

public sealed class AccountsTests
{
    private const string Email = "user@example.com";

    private readonly SetClock _clock = new();

    [Fact]
    public void Lock_ends_after_thirty_minutes()
    {
        var accounts = Create(new LoginLockout());
        Fail(accounts, 5);
        _clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        Assert.False(Succeeds(accounts));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Succeeds(accounts));
    }

    [Fact]
    public void Failures_are_forgotten_after_fifteen_minutes_without_one()
    {
        var accounts = Create(new LoginLockout());
        Fail(accounts, 4);
        _clock.Advance(TimeSpan.FromMinutes(15));
        Fail(accounts, 4);
        Assert.True(Succeeds(accounts));
    }

    [Fact]
    public void Success_forgets_failures()
    {
        var accounts = Create(new LoginLockout());
        Fail(accounts, 4);
        Assert.True(Succeeds(accounts));
        Fail(accounts, 4);
        Assert.True(Succeeds(accounts));
    }

    [Fact]
    public void Threshold_of_zero_never_locks()
    {
        var accounts = Create(new LoginLockout(0));
        Fail(accounts, 50);
        Assert.True(Succeeds(accounts));
    }

    private Accounts Create(LoginLockout lockout) => new([new EmulatedUser(Email, "right", UserRole.Admin)], lockout, _clock);

    private static void Fail(Accounts accounts, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Null(accounts.LogIn(new BasicCredentials(Email, "wrong")).User);
        }
    }

    private static bool Succeeds(Accounts accounts) => accounts.LogIn(new BasicCredentials(Email, "right")).User is not null;
}
