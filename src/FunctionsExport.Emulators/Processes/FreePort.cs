using System.Net;
using System.Net.Sockets;

namespace FunctionsExport.Emulators.Processes;

/// <summary>Finds a TCP port on loopback that nothing listens on.</summary>
internal static class FreePort
{
    /// <summary>
    /// A port that is free now. Another process may take it before it is used: prefer a server that binds port 0 itself,
    /// and try again with another port where that cannot be.
    /// </summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
