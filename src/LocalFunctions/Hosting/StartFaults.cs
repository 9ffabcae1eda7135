using System.Net.Sockets;
using LocalFunctions.Hosting.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting;

/// <summary>What becomes of a start that fails: it is told once, by what the start throws.</summary>
/// <param name="addresses">Where the app is to listen.</param>
internal sealed class StartFaults(IReadOnlyList<ListenAddress> addresses)
{
    private volatile bool _hasStarted;

    /// <summary>From now on the host logs its errors: nobody else is told of them.</summary>
    public void HasStarted() => _hasStarted = true;

    /// <summary>Whether a line of the host's own log is written: not what the caller of the start is told anyway.</summary>
    public bool IsLogged(LogLevel level) => level >= (_hasStarted ? LogLevel.Warning : LogLevel.Critical);

    /// <summary>The fault of an address that cannot be bound, with the remedy; null when the exception is none.</summary>
    public HostStartException? OfListening(Exception exception)
    {
        var fault = exception switch
        {
            IOException { InnerException: AddressInUseException or AggregateException } => exception.Message,
            SocketException => $"It cannot listen on {string.Join(", ", addresses)}: {exception.Message}",
            _ => null,
        };
        return fault is null ? null : new HostStartException(
            $"{fault.TrimEnd('.')}. Stop the program that listens there, or set another address of this machine in "
                + "LocalFunctions:Urls.",
            exception);
    }
}
