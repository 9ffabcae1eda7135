using FunctionsExport.Emulators.Redis;

namespace FunctionsExport.Emulators.RedisEnterprise.Exports;

/// <summary>A primary shard of a database.</summary>
/// <param name="Number">From 1, in slot order.</param>
/// <param name="Uid">Its number in the cluster.</param>
/// <param name="FirstSlot">First hash slot, 0 to 16,383.</param>
/// <param name="LastSlot">Last hash slot.</param>
/// <param name="Address">The redis-server that holds its data.</param>
internal sealed record Shard(int Number, int Uid, int FirstSlot, int LastSlot, RedisAddress Address);
