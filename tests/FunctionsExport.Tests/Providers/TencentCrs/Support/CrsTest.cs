using FunctionsExport.Providers;

namespace FunctionsExport.Tests.Providers.TencentCrs.Support;

/// <summary>A stub of the API, a source that leads to it, and the steps of an export.</summary>
public abstract class CrsTest : IAsyncLifetime
{
    public const string BackupId = "3a07b27e-f744-11e6-babc-525400082493";
    public const string RunningTask = """{"status":1}""";

    private readonly List<ExportStage> _stages = [];
    private ExportPreparation? _preparation;
    private IExportProvider? _provider;

    private protected CrsStub Api { get; private set; } = null!;

    private protected CrsSource Source { get; private set; } = null!;

    private protected IExportProvider Provider => _provider ??= Source.Create();

    private protected IReadOnlyList<ExportStage> Stages => _stages;

    public async Task InitializeAsync()
    {
        Api = await CrsStub.StartAsync();
        Source = new CrsSource(Api.Endpoint);
    }

    public async Task DisposeAsync()
    {
        (_provider as IDisposable)?.Dispose();
        Assert.DoesNotContain(Source.Log.Lines, l => l.Contains(CrsSource.SecretId, StringComparison.Ordinal));
        await Api.DisposeAsync();
    }

    /// <summary>Plans the next stage and sends its request, as the activity does.</summary>
    private protected async Task StartAsync()
    {
        _preparation ??= await Provider.PrepareAsync(CancellationToken.None);
        var intent = await Provider.PlanAsync(_preparation, _stages, CancellationToken.None);
        var stage = new ExportStage(_stages.Count + 1, DateTimeOffset.UtcNow, intent);
        try
        {
            var receipt = await Provider.StartAsync(_preparation, [.. _stages, stage], CancellationToken.None);
            _stages.Add(stage with { Receipt = receipt });
        }
        catch (ExportFaultException e) when (e.Fate == RequestFate.Unanswered)
        {
            _stages.Add(stage);
            throw;
        }
    }

    /// <summary>Sends the request of a stage whose answer is lost.</summary>
    private protected async Task StartAndLoseAsync()
    {
        var thrown = await Assert.ThrowsAsync<ExportFaultException>(StartAsync);
        Assert.Equal(RequestFate.Unanswered, thrown.Fate);
    }

    private protected Task<ExportProgress> ProgressAsync() =>
        Provider.GetProgressAsync(_preparation!, _stages, CancellationToken.None);

    private protected async Task<ProviderState> StateAsync() => (await ProgressAsync()).State;

    private protected Task<IReadOnlyList<ExportedFile>> FilesAsync() =>
        Provider.ListFilesAsync(_preparation!, _stages, CancellationToken.None);

    /// <summary>Catches the fault of a call and checks what holds for all of them.</summary>
    private protected static async Task<ExportFaultException> FaultOfAsync(Func<Task> call)
    {
        var thrown = await Assert.ThrowsAsync<ExportFaultException>(call);
        var shown = thrown.Fault.ToString();
        Assert.DoesNotContain(CrsSource.SecretId, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(CrsSource.SecretKey, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", shown, StringComparison.Ordinal);
        return thrown;
    }
}
