using FunctionsExport.Catalog;
using FunctionsExport.Configuration;
using FunctionsExport.EndToEnd.World;
using FunctionsExport.Emulators.Processes;
using FunctionsExport.Schedules;
using LocalFunctions.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsExport.EndToEnd.Exports;

/// <summary>What an app that was down makes up for. The clock stands still while it runs, so that no tick comes.</summary>
public sealed class MissedScheduleTests
{
    private static readonly DateTimeOffset Down = new(2026, 3, 1, 1, 55, 30, TimeSpan.Zero);
    private static readonly DateTimeOffset Up = new(2026, 3, 1, 2, 13, 30, TimeSpan.Zero);

    [Fact]
    public async Task Start_makes_up_for_what_was_missed_by_one_export()
    {
        await using var azurite = await Azurite.StartAsync(new AzuriteOptions());
        using var folder = new TempFolder("missed");
        await using (var before = await StartAsync(folder, azurite, Down))
        {
            // "orders" was looked after until then; "sessions" is new and looks back ten minutes.
            await RememberAsync(before, "orders", Down);
            await before.StopAsync();
        }

        await using var app = await StartAsync(folder, azurite, Up);

        await Eventually.HoldsAsync(() => IsKnownAsync(app, "sessions", "2026-03-01T02:08:00Z"));
        Assert.True(await IsKnownAsync(app, "orders", "2026-03-01T02:00:00Z"));
        Assert.False(await IsKnownAsync(app, "orders", "2026-03-01T01:57:00Z"));
        Assert.False(await IsKnownAsync(app, "sessions", "2026-03-01T02:01:00Z"));
        await app.StopAsync();
    }

    private static async Task RememberAsync(LocalFunctionsApplication app, string source, DateTimeOffset until)
    {
        var schedule = app.Services.GetRequiredService<ExportSettings>().Sources[source].Schedule!;
        await app.Services.GetRequiredService<ExportStorage>().EnsureCreatedAsync(default);
        var records = app.Services.GetRequiredService<ScheduleRecords>();
        var known = await records.FindAsync(source, default);
        Assert.True(await records.TryWriteAsync(source, new ScheduleRecord(schedule.Text, until), known?.Version, default));
    }

    private static async Task<bool> IsKnownAsync(LocalFunctionsApplication app, string source, string due)
    {
        var id = ExportId.ForSchedule(source, DateTimeOffset.Parse(due, null));
        return await app.DurableClient.GetInstanceAsync(id.ToString()) is not null;
    }

    private static async Task<LocalFunctionsApplication> StartAsync(TempFolder folder, Azurite azurite, DateTimeOffset now)
    {
        await File.WriteAllTextAsync(folder.File("host.json"), """{ "version": "2.0" }""");
        var builder = LocalFunctionsApplication.CreateBuilder(
            [
                "--AzureWebJobsStorage", azurite.ConnectionString,
                .. Source("orders", "0 0 2 * * *; 0 57 1 * * *"),
                .. Source("sessions", "0 8 2 * * *; 0 1 2 * * *"),
            ],
            new LocalFunctionsOptions
            {
                BaseFolder = folder.FullName,
                Urls = "http://127.0.0.1:0",
                FunctionAssemblies = [typeof(ExportSchedule).Assembly],
            });
        builder.Services.AddFunctionsExport(builder.Configuration);
        builder.Services.AddSingleton<TimeProvider>(new StoppedClock(now));
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }

    private static IEnumerable<string> Source(string name, string schedule) => new Dictionary<string, string>
    {
        ["Provider"] = "RedisEnterprise",
        ["Schedule"] = schedule,
        ["RedisEnterprise:Endpoint"] = "https://127.0.0.1:1",
        ["RedisEnterprise:DatabaseId"] = name == "orders" ? "1" : "2",
        ["RedisEnterprise:Username"] = "exports@example.com",
        ["RedisEnterprise:Password"] = "cluster-password",
        ["RedisEnterprise:ExportLocation:Type"] = "mount_point",
        ["RedisEnterprise:ExportLocation:Path"] = "/mnt/exports",
    }.SelectMany(setting => new[] { $"--Export:Sources:{name}:{setting.Key}", setting.Value });

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
