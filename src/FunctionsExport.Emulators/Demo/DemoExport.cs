using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace FunctionsExport.Emulators.Demo;

/// <summary>Starts an export over HTTP, as a user would, follows it and prints what came of it.</summary>
internal sealed class DemoExport(DemoWorld world, TextWriter output) : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(300);

    private readonly HttpClient _http = new() { BaseAddress = world.AppAddress };

    public void Dispose() => _http.Dispose();

    /// <returns>Whether the export succeeded.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var status = await StartAsync(cancellationToken);
        var progress = new ProgressView(output, interactive: !Console.IsOutputRedirected);
        var uri = (string)status["statusUri"]!;
        while (!IsFinal(status))
        {
            await Task.Delay(PollInterval, cancellationToken);
            status = await _http.GetFromJsonAsync<JsonObject>(uri, cancellationToken) ?? [];
            await progress.ShowAsync(status);
        }

        await progress.EndAsync();
        await PrintAsync(status);
        return (string?)status["state"] == "succeeded";
    }

    private async Task<JsonObject> StartAsync(CancellationToken cancellationToken)
    {
        const string Body = $$"""{"source":"{{DemoWorld.Source}}","fetch":true}""";
        await output.WriteLineAsync($"{Environment.NewLine}POST /api/exports {Body}");
        using var content = new StringContent(Body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync("api/exports", content, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.StatusCode == HttpStatusCode.Accepted
            ? (JsonObject)JsonNode.Parse(text)!
            : throw new DemoException($"the app answered {(int)answer.StatusCode}: {text}{Environment.NewLine}"
                + world.App.Failure("says"));
    }

    private static bool IsFinal(JsonObject status) =>
        (string?)status["state"] is "succeeded" or "failed" or "cancelled" or "skipped";

    private async Task PrintAsync(JsonObject status)
    {
        var files = status["files"] as JsonArray ?? [];
        var bytes = files.Sum(f => (long)f!["size"]!);
        var took = (DateTimeOffset)status["endedAt"]! - (DateTimeOffset)status["requestedAt"]!;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""

            export    {status["id"]}
            state     {status["state"]}{(status["reason"] is { } reason ? $": {reason}" : "")}
            duration  {took.TotalSeconds:F1} s
            files     {files.Count}, {bytes:N0} bytes
            """));
        foreach (var file in files)
        {
            var checks = string.Join(", ", (file!["checks"] as JsonArray ?? []).Select(c => (string)c!));
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                  {file!["blob"]}
                    {(long)file["size"]!:N0} bytes, SHA-256 {file["sha256"]}, checked: {checks}
                """));
        }

        await output.WriteLineAsync($"manifest  {status["manifest"]}");
    }
}
