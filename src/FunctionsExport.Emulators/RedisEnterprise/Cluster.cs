using FunctionsExport.Emulators.RedisEnterprise.Databases;
using FunctionsExport.Emulators.RedisEnterprise.Events;
using FunctionsExport.Emulators.RedisEnterprise.Exports;
using FunctionsExport.Emulators.RedisEnterprise.Faults;
using FunctionsExport.Emulators.RedisEnterprise.Journal;
using FunctionsExport.Emulators.RedisEnterprise.Nodes;
using FunctionsExport.Emulators.RedisEnterprise.Security;

namespace FunctionsExport.Emulators.RedisEnterprise;

/// <summary>The state of the emulated cluster, which the API shows.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly Dictionary<int, ClusterDatabase> _databases = [];
    private int _stateId = 1;
    private ClusterNode _master;

    /// <exception cref="ArgumentException">A database is not well described.</exception>
    public Cluster(RedisEnterpriseEmulatorOptions options, string certificatePem)
    {
        Options = options;
        CertificatePem = certificatePem;
        StartTime = options.Time.GetUtcNow();
        Version = ClusterVersion.Parse(options.SoftwareVersion);
        foreach (var user in options.Users)
        {
            UserRules.Check(user, Version);
        }

        Accounts = new Accounts(
            [new EmulatedUser(options.Username, options.Password, UserRole.Admin), .. options.Users],
            options.Lockout,
            options.Time);
        ClientCertificates = options.ClientCaPem is { } pem ? new ClientCertificates(pem, Version) : null;
        Tokens = new AccessTokens(options.Time);
        Authenticator = new Authenticator(Accounts, Tokens, Access);
        Nodes =
        [
            new ClusterNode(1, options.Port, NodeState.Up),
            .. options.FurtherNodes.Select((node, index) => new ClusterNode(index + 2, node.Port, node.State)),
        ];
        _master = Nodes[0];
        Events = new EventLog(options.Time);
        var runner = new ExportRunner(
            options.Storage, options.Time, options.LoggerFactory.CreateLogger<ExportRunner>());
        var host = new DatabaseHost(runner, Answers, Events, options.Time, Changed);
        var shardUid = 1;
        foreach (var definition in options.Databases)
        {
            DatabaseRules.Check(definition);
            var database = new ClusterDatabase(definition, shardUid, options.Pace, host);
            if (!_databases.TryAdd(definition.Uid, database))
            {
                throw new ArgumentException($"Two databases have the uid {definition.Uid}.", nameof(options));
            }

            shardUid += definition.Shards.Count * (definition.Replication ? 2 : 1);
        }
    }

    public RedisEnterpriseEmulatorOptions Options { get; }

    public string CertificatePem { get; }

    public DateTimeOffset StartTime { get; }

    public ClusterVersion Version { get; }

    public Accounts Accounts { get; }

    /// <summary>Null when client certificates do not log in.</summary>
    public ClientCertificates? ClientCertificates { get; }

    public AccessTokens Tokens { get; }

    public AccessSettings Access => Options.Access;

    public Authenticator Authenticator { get; }

    /// <summary>From uid 1 on.</summary>
    public IReadOnlyList<ClusterNode> Nodes { get; }

    /// <summary>The node that answers for the cluster.</summary>
    public ClusterNode Master => Volatile.Read(ref _master);

    public EventLog Events { get; }

    public RequestFaults RequestFaults { get; } = new();

    public RequestJournal Journal { get; } = new();

    public AnswerForms Answers => Options.Answers;

    /// <summary>The databases in the order of their uids.</summary>
    public IEnumerable<ClusterDatabase> Databases => _databases.OrderBy(pair => pair.Key).Select(pair => pair.Value);

    /// <summary>The number in the header <c>cluster-state-id</c>; it rises with every change.</summary>
    public int StateId => Volatile.Read(ref _stateId);

    public ClusterDatabase? Find(int uid) => _databases.GetValueOrDefault(uid);

    /// <summary>Makes the next node that is up the master, if there is one; it may have lost the state of exports.</summary>
    public async Task FailOverAsync(bool loseStatus)
    {
        var next = Nodes.Concat(Nodes).SkipWhile(node => node != Master).Skip(1)
            .First(node => node.State == NodeState.Up || node == Master);
        Volatile.Write(ref _master, next);
        Changed();
        if (loseStatus)
        {
            await Task.WhenAll(Databases.Select(database => database.LoseStatusAsync()));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
        {
            await database.DisposeAsync();
        }
    }

    private void Changed() => Interlocked.Increment(ref _stateId);
}
