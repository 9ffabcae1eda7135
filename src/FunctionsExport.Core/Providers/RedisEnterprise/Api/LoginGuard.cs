namespace FunctionsExport.Providers.RedisEnterprise.Api;

/// <summary>
/// Keeps a wrong password from locking its user. A cluster does that after five failed logins in 15 minutes, for 30 minutes and for
/// everybody who uses the name; with several sources of one user on one schedule that is soon done.
/// </summary>
/// <param name="settingNames">The settings to check, for the fault.</param>
/// <param name="transport">Names the fault when the time is over before the turn has come.</param>
/// <param name="sharedState">What is known of the user, shared by the sources that have it.</param>
/// <param name="time">The clock.</param>
internal sealed class LoginGuard(string settingNames, TransportFaults transport, Lazy<LoginState> sharedState, TimeProvider time)
{
    /// <summary>After a refusal the user and password are not sent for this long: at most four times in 15 minutes.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(4);

    private LoginState State => sharedState.Value;

    /// <summary>
    /// Sends a request that carries user and password. Until the cluster has accepted them once they are sent one request at a time.
    /// </summary>
    /// <exception cref="ExportFaultException"><see cref="FaultCodes.Unauthorized"/> during the pause after a refusal.</exception>
    public async Task<ClusterAnswer> SendAsync(Func<Task<ClusterAnswer>> send, CallTime callTime)
    {
        if (State.IsProven)
        {
            return Note(await send());
        }

        await transport.EnterAsync(State.Gate, callTime);
        try
        {
            if (!State.IsProven && State.RefusedAt is { } refusedAt && time.GetElapsedTime(refusedAt) < Pause)
            {
                throw new ExportFaultException(Refused(Pause - time.GetElapsedTime(refusedAt)), RequestFate.NotSent);
            }

            return Note(await send());
        }
        finally
        {
            State.Gate.Release();
        }
    }

    // Redirects and failures of a server tell nothing of the password.
    private ClusterAnswer Note(ClusterAnswer answer)
    {
        if (answer.Status == 401)
        {
            State.Refuse(time.GetTimestamp());
        }
        else if (answer.Status < 500 && !answer.IsRedirect)
        {
            State.Prove();
        }

        return answer;
    }

    private ExportFault Refused(TimeSpan left) => new(
        FaultCodes.Unauthorized,
        $"The cluster has just refused the user or the password; they are not sent again for {Math.Ceiling(left.TotalMinutes):0} "
        + $"min, because the cluster locks a user after five failed logins. Check {settingNames}; a restart of this app ends the "
        + "wait.");
}
