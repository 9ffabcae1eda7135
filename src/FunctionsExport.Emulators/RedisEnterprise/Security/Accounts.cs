using System.Net.Http.Headers;
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
    /// The user that an Authorization header's Basic credentials name; null when they are missing, wrong, or the user is
    /// locked, which the cluster answers alike.
    /// </summary>
    public EmulatedUser? Authenticate(string? authorization)
    {
        if (!TryReadBasic(authorization, out var email, out var password))
        {
            return null;
        }

        lock (_lock)
        {
            if (!_accounts.TryGetValue(email, out var account))
            {
                return null;
            }

            return Check(account, password) ? account.User : null;
        }
    }

    public bool IsLocked(string email)
    {
        lock (_lock)
        {
            return _accounts.TryGetValue(email, out var account) && account.LockedUntil > _time.GetUtcNow();
        }
    }

    /// <summary>Ends the lock of a user, as an administrator does.</summary>
    public void Release(string email)
    {
        lock (_lock)
        {
            if (_accounts.TryGetValue(email, out var account))
            {
                account.Failures = 0;
                account.LockedUntil = default;
            }
        }
    }

    private bool Check(Account account, string password)
    {
        var now = _time.GetUtcNow();
        if (account.LockedUntil > now)
        {
            return false;
        }

        var equal = CryptographicOperations.FixedTimeEquals(
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

    private static bool TryReadBasic(string? header, out string email, out string password)
    {
        (email, password) = ("", "");
        if (!AuthenticationHeaderValue.TryParse(header, out var value)
            || !"Basic".Equals(value.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var bytes = new byte[value.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(value.Parameter ?? "", bytes, out var written))
        {
            return false;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, written);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return false;
        }

        (email, password) = (pair[..colon], pair[(colon + 1)..]);
        return true;
    }

    private sealed class Account(EmulatedUser user)
    {
        public EmulatedUser User { get; } = user;

        public int Failures { get; set; }

        public DateTimeOffset LastFailure { get; set; }

        public DateTimeOffset LockedUntil { get; set; }
    }
}
