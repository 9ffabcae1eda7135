using System.Security.Cryptography;
using System.Text;

namespace FunctionsExport.Emulators.RedisEnterprise.Security;

/// <summary>The users, and who of them is locked after failed logins. Safe for threads.</summary>
internal sealed class Accounts
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly LoginLockout _lockout;
    private readonly TimeProvider _time;

    public Accounts(IEnumerable<EmulatedUser> users, LoginLockout lockout, TimeProvider time)
    {
        _lockout = lockout;
        _time = time;
        foreach (var user in users)
        {
            if (!_accounts.TryAdd(user.Email, new Account(user)))
            {
                throw new ArgumentException($"Two users have the e-mail address '{user.Email}'.", nameof(users));
            }
        }
    }

    /// <summary>
    /// Logs a user in by password. Credentials that are wrong and a user who is locked are refused alike, as the cluster does.
    /// </summary>
    public Login LogIn(BasicCredentials credentials, LoginScheme scheme = LoginScheme.Basic)
    {
        lock (_lock)
        {
            if (!_accounts.TryGetValue(credentials.Email, out var account) || !Check(account, credentials.Password))
            {
                return Login.Refused(scheme);
            }

            return account.PasswordExpired
                ? new Login(null, scheme, PasswordExpired: true)
                : new Login(account.User, scheme);
        }
    }

    /// <summary>The user with an e-mail address; null when there is none.</summary>
    public EmulatedUser? Find(string email)
    {
        lock (_lock)
        {
            return _accounts.GetValueOrDefault(email)?.User;
        }
    }

    /// <summary>The user that a certificate with this subject logs in; null when there is none.</summary>
    public EmulatedUser? FindBySubject(string subject)
    {
        lock (_lock)
        {
            return _accounts.Values.Select(account => account.User).FirstOrDefault(user =>
                user.CertificateSubject is { } wanted && Spaceless(wanted) == Spaceless(subject));
        }
    }

    public bool IsLocked(string email)
    {
        lock (_lock)
        {
            return _accounts.TryGetValue(email, out var account) && account.LockedUntil > _time.GetUtcNow();
        }
    }

    /// <summary>Ends the lock of a user, as an administrator does; false when there is no such user.</summary>
    public bool Release(string email) => Change(email, account =>
    {
        account.Failures = 0;
        account.LockedUntil = default;
    });

    /// <summary>Lets a user's password expire; false when there is no such user.</summary>
    public bool ExpirePassword(string email) => Change(email, account => account.PasswordExpired = true);

    // The spaces after the commas differ from one tool to another.
    private static string Spaceless(string subject) => subject.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    private bool Change(string email, Action<Account> change)
    {
        lock (_lock)
        {
            if (!_accounts.TryGetValue(email, out var account))
            {
                return false;
            }

            change(account);
            return true;
        }
    }

    private bool Check(Account account, string password)
    {
        var now = _time.GetUtcNow();
        if (account.LockedUntil > now)
        {
            return false;
        }

        // Who logs in by certificate has no password that could be right.
        var equal = account.User.CertificateSubject is null && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(account.User.Password));
        if (equal)
        {
            account.Failures = 0;
            return true;
        }

        account.Failures = now - account.LastFailure < _lockout.CounterReset ? account.Failures + 1 : 1;
        account.LastFailure = now;
        if (_lockout.Threshold > 0 && account.Failures >= _lockout.Threshold)
        {
            account.LockedUntil = now + _lockout.LockedFor;
            account.Failures = 0;
        }

        return false;
    }

    private sealed class Account(EmulatedUser user)
    {
        public EmulatedUser User { get; } = user;

        public bool PasswordExpired { get; set; } = user.PasswordExpired;

        public int Failures { get; set; }

        public DateTimeOffset LastFailure { get; set; }

        public DateTimeOffset LockedUntil { get; set; }
    }
}
