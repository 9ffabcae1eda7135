using FunctionsExport.Emulators.Tencent.Accounts;
using FunctionsExport.Emulators.Tencent.Backups;
using FunctionsExport.Emulators.Tencent.Downloads;
using FunctionsExport.Emulators.Tencent.Faults;
using FunctionsExport.Emulators.Tencent.Instances;
using FunctionsExport.Emulators.Tencent.Journal;
using FunctionsExport.Emulators.Tencent.Signing;
using FunctionsExport.Emulators.Tencent.V2;
using FunctionsExport.Emulators.Tencent.V3;

namespace FunctionsExport.Emulators.Tencent;

/// <summary>The state of the emulated service, which both APIs show.</summary>
internal sealed class Cloud : IAsyncDisposable
{
    private readonly Dictionary<string, TencentInstance> _instances = [];
    private readonly Dictionary<string, TencentAccount> _accounts = [];

    /// <exception cref="ArgumentException">An instance or account is not well described.</exception>
    public Cloud(TencentEmulatorOptions options)
    {
        AppId = options.AppId;
        Clock = new Clock(options.Time);
        foreach (var definition in options.Instances)
        {
            InstanceRules.Check(definition);
            if (!_instances.TryAdd(definition.Id, new TencentInstance(definition)))
            {
                throw new ArgumentException($"Two instances have the id {definition.Id}.", nameof(options));
            }
        }

        foreach (var account in options.Accounts)
        {
            if (!_accounts.TryAdd(account.SecretId, account))
            {
                throw new ArgumentException($"Two accounts have the SecretId {account.SecretId}.", nameof(options));
            }
        }

        Workflows = new Workflows(_instances, Clock, Service, Faults) { Pace = options.Pace };
        Grants = new DownloadGrants(Clock);
        Limiter = new RateLimiter(options.Time);
    }

    public long AppId { get; }

    public Clock Clock { get; }

    public ServiceSwitches Service { get; } = new();

    public V2Switches V2 { get; } = new();

    public V3Switches V3 { get; } = new();

    public DownloadSwitches Downloads { get; } = new();

    public TencentFaults Faults { get; } = new();

    public TencentJournal Journal { get; } = new();

    public NonceRegister Nonces { get; } = new();

    public RateLimiter Limiter { get; }

    public Workflows Workflows { get; }

    public DownloadGrants Grants { get; }

    /// <summary>The instances in the order in which they were given.</summary>
    public IEnumerable<TencentInstance> Instances => _instances.Values;

    public TencentInstance? Find(string id) => _instances.GetValueOrDefault(id);

    /// <summary>An instance in a region.</summary>
    /// <exception cref="BusinessException">There is none of this id there.</exception>
    public TencentInstance Instance(string id, Region region) =>
        Find(id) is { } instance && instance.Definition.Region == region.Name
            ? instance
            : throw new BusinessException(BusinessError.InstanceNotExists, "No instance can be found for the serialId.");

    public TencentAccount? Account(string secretId) => _accounts.GetValueOrDefault(secretId);

    public async ValueTask DisposeAsync() => await Workflows.DisposeAsync();
}
