namespace FunctionsExport.Emulators.Redis;

/// <summary>A redis-server answered with an error; the message is the server's, such as <c>NOAUTH …</c>.</summary>
internal sealed class RedisErrorException : Exception
{
    public RedisErrorException(string message)
        : base(message)
    {
    }

    public RedisErrorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public RedisErrorException()
    {
    }
}
