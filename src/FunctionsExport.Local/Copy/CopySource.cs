using System.Net.Http.Headers;
using System.Text;
using FunctionsExport.Providers;
using FunctionsExport.Transfer.Sources;

namespace FunctionsExport.Copy;

/// <summary>The file that the command line names.</summary>
internal sealed class CopySource : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly HttpClient? _http;
    private readonly HttpFile? _file;
    private readonly string? _path;

    /// <param name="source">A path, or an http or https URL.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public CopySource(string source)
    {
        if (!source.Contains("://", StringComparison.Ordinal))
        {
            _path = Path.GetFullPath(source);
            Name = Path.GetFileName(_path);
            Identity = _path;
            return;
        }

        if (!Uri.TryCreate(source, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("The source's URL must begin with http:// or https://.");
        }

        Name = Uri.UnescapeDataString(url.Segments[^1]) is { Length: > 0 } last and not "/" ? last : url.Host;
        // A signature changes from one call to the next.
        Identity = url.GetLeftPart(UriPartial.Path);
        _http = HttpFileClient.Create();
        _file = new HttpFile(_http, OptionsOf(url), TimeProvider.System);
    }

    /// <summary>The file's name, without its path.</summary>
    public string Name { get; }

    /// <summary>Tells this file from others.</summary>
    public string Identity { get; }

    public Task<OpenedFile> OpenAsync(FileRange range, CancellationToken cancellationToken) =>
        _file is not null ? _file.OpenAsync(range, cancellationToken) : Task.FromResult(OpenPath(range));

    public void Dispose() => _http?.Dispose();

    private HttpFileOptions OptionsOf(Uri url)
    {
        var options = new HttpFileOptions { Name = Name, GetUrl = _ => ValueTask.FromResult(url), MaxRedirects = MaxRedirects };
        if (url.UserInfo.Length == 0)
        {
            return options;
        }

        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo)));
        return options with
        {
            Prepare = (request, _) =>
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
                return ValueTask.CompletedTask;
            },
        };
    }

    private OpenedFile OpenPath(FileRange range)
    {
        var stream = new FileStream(_path!, new FileStreamOptions
        {
            BufferSize = 0,
            Options = FileOptions.SequentialScan | FileOptions.Asynchronous,
            Share = FileShare.ReadWrite | FileShare.Delete,
        });
        try
        {
            if (!stream.CanSeek)
            {
                return new OpenedFile(stream) { Offset = 0, Size = null, Version = null };
            }

            var version = $"{stream.Length}-{File.GetLastWriteTimeUtc(stream.SafeFileHandle).Ticks}";
            var offset = range.Version is null || range.Version == version ? Math.Min(range.Offset, stream.Length) : 0;
            stream.Seek(offset, SeekOrigin.Begin);
            return new OpenedFile(stream) { Offset = offset, Size = stream.Length, Version = version, HasRanges = true };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
