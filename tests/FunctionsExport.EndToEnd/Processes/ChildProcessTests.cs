using FunctionsExport.Emulators.Processes;

namespace FunctionsExport.EndToEnd.Processes;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Dispose_ends_the_process_and_its_children()
    {
        int pid, grandchild;
        await using (var child = await StartShellAsync("sleep 600 & echo child $!; wait"))
        {
            var line = await child.WaitForLineAsync(text => text.StartsWith("child ", StringComparison.Ordinal), Patience);
            (pid, grandchild) = (child.Pid, int.Parse(line[6..], System.Globalization.CultureInfo.InvariantCulture));
            Assert.True(ProcessTable.IsRunning(pid));
            Assert.True(ProcessTable.IsRunning(grandchild));
        }

        await ProcessTable.WaitUntilGoneAsync(pid);
        await ProcessTable.WaitUntilGoneAsync(grandchild);
    }

    [Fact]
    public async Task Pid_is_the_programs_own()
    {
        await using var child = await StartShellAsync("echo pid $$; sleep 600");
        var line = await child.WaitForLineAsync(text => text.StartsWith("pid", StringComparison.Ordinal), Patience);
        Assert.Equal($"pid {child.Pid}", line);
    }

    [Fact]
    public async Task Child_outlives_the_thread_that_asked_for_it()
    {
        ChildProcess? child = null;
        var thread = new Thread(() =>
        {
            // The program is up before the thread ends: whatever ties it to a thread has been done.
            child = StartShellAsync("echo up; exec sleep 600").GetAwaiter().GetResult();
            child.WaitForLineAsync(line => line == "up", Patience).GetAwaiter().GetResult();
        });
        thread.Start();
        thread.Join();
        await using (child)
        {
            // The kernel's signal, were the child tied to that thread, comes as the thread ends.
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            Assert.False(child!.HasExited);
        }
    }

    [Fact]
    public async Task Program_that_is_not_there_is_named()
    {
        var exception = await Assert.ThrowsAsync<ChildProcessException>(() =>
            ChildProcess.StartAsync(new ChildProcessOptions { Name = "the server", FileName = "no-such-program" }));
        Assert.Contains("the server", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-program", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_that_ends_early_is_quoted()
    {
        await using var child = await StartShellAsync("echo starting; echo 'no space left' >&2; exit 7");
        var exception = await Assert.ThrowsAsync<ChildProcessException>(() => child.WaitForUrlAsync(Patience));
        Assert.Contains("exit code 7", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no space left", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_that_does_not_get_ready_is_quoted()
    {
        await using var child = await StartShellAsync("echo still busy; sleep 600");
        await child.WaitForLineAsync(line => line == "still busy", Patience);
        var exception = await Assert.ThrowsAsync<ChildProcessException>(() =>
            child.WaitForUrlAsync(TimeSpan.FromMilliseconds(100)));
        Assert.Contains("still busy", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_is_found_in_the_output()
    {
        await using var child = await StartShellAsync("echo; echo 'Now listening on: http://127.0.0.1:8123'; sleep 600");
        Assert.Equal(new Uri("http://127.0.0.1:8123"), await child.WaitForUrlAsync(Patience));
    }

    [Fact]
    public async Task Terminate_lets_the_process_end_by_itself()
    {
        await using var child = await StartShellAsync("trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.05; done");
        await child.WaitForLineAsync(line => line == "up", Patience);
        child.Terminate();
        Assert.Equal(3, await child.WaitForExitAsync());
        Assert.Contains("bye", child.Output);
    }

    [Fact]
    public async Task KillHard_leaves_no_time_to_end()
    {
        await using var child = await StartShellAsync("trap 'echo bye' TERM; echo up; while :; do sleep 0.05; done");
        await child.WaitForLineAsync(line => line == "up", Patience);
        child.KillHard();
        Assert.Equal(128 + 9, await child.WaitForExitAsync());
        Assert.DoesNotContain("bye", child.Output);
    }

    [Fact]
    public async Task Each_line_is_reported()
    {
        var seen = new List<string>();
        await using var child = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "sh",
            FileName = "sh",
            Arguments = ["-c", "echo $GREETING; echo two"],
            Environment = new Dictionary<string, string?> { ["GREETING"] = "one" },
            OnLine = seen.Add,
        });
        await child.WaitForExitAsync();
        Assert.Equal(["one", "two"], seen);
    }

    private static Task<ChildProcess> StartShellAsync(string script) =>
        ChildProcess.StartAsync(new ChildProcessOptions { Name = "sh", FileName = "sh", Arguments = ["-c", script] });
}
