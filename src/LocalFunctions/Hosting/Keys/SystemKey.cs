using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace LocalFunctions.Hosting.Keys;

/// <summary>
/// The system key of the management API: the configured one, or one that is generated at the first start and kept in a file
/// beside the store, which only its owner may read.
/// </summary>
internal sealed partial class SystemKey
{
    /// <summary>The key's name on the Functions host.</summary>
    public const string Name = "durabletask_extension";

    // 256 bits.
    private const int GeneratedBytes = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string? _configured;
    private readonly string _path;
    private readonly AccessKey? _master;
    private readonly ILogger _logger;
    private string? _value;
    private IReadOnlyList<AccessKey> _opening = [];

    /// <summary>The key, which is not known before it is loaded.</summary>
    /// <param name="keys">The configured keys.</param>
    /// <param name="storePath">The store's file.</param>
    /// <param name="logger">Is told where the key is, never the key.</param>
    public SystemKey(AccessKeys keys, string storePath, ILogger logger)
    {
        _configured = keys.DurableTaskExtension;
        _master = keys.Master;
        _path = PathBeside(storePath);
        _logger = logger;
    }

    /// <summary>The key itself.</summary>
    /// <exception cref="InvalidOperationException">It has not been loaded.</exception>
    public string Value => _value ?? throw new InvalidOperationException("The system key has not been loaded.");

    /// <summary>The file that keeps the generated key of a store.</summary>
    public static string PathBeside(string storePath) => $"{storePath}.{Name}.key";

    /// <summary>Finds the key, or generates one. Called when the store is open, so that no other process does it too.</summary>
    /// <exception cref="HostConfigurationException">The file cannot be read or written, or holds no key.</exception>
    public void Load()
    {
        try
        {
            _value = _configured ?? (File.Exists(_path) ? Read() : Generate());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostConfigurationException([
                $"The system key of the management API cannot be kept in {_path}: {exception.Message} "
                    + $"Make the file accessible, or set {AccessKeysReader.Section}:System:{Name}."]);
        }

        var key = new AccessKey(Name, _value);
        _opening = _master is null ? [key] : [key, _master];
    }

    /// <summary>Whether what a caller gave opens the management API.</summary>
    public bool Opens(string? given) => AccessKey.Opens(_opening, given);

    private string Read()
    {
        var value = File.ReadAllText(_path).Trim();
        if (!AccessKeysReader.IsUsable(value))
        {
            throw new HostConfigurationException([
                $"The file {_path} holds no key: one line of {AccessKeysReader.ShortestKey} to {AccessKeysReader.LongestKey} letters, "
                    + "digits and punctuation marks. Delete it, so that one is generated."]);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(_path) & ~OwnerOnly) != 0)
        {
            Log.ReadableByOthers(_logger, _path);
        }

        Log.KeyIsIn(_logger, _path);
        return value;
    }

    private string Generate()
    {
        var value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(GeneratedBytes))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');

        // Under its name only when it is whole: a start that is cut off leaves no half a key.
        var unfinished = $"{_path}.new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(value + Environment.NewLine));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, _path);
        Log.Generated(_logger, _path);
        return value;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A system key of the management API was generated: {Path}")]
        public static partial void Generated(ILogger logger, string path);

        [LoggerMessage(2, LogLevel.Debug, "The system key of the management API is in {Path}")]
        public static partial void KeyIsIn(ILogger logger, string path);

        [LoggerMessage(3, LogLevel.Warning, "The system key's file can be read by other users: chmod 600 {Path}")]
        public static partial void ReadableByOthers(ILogger logger, string path);
    }
}
