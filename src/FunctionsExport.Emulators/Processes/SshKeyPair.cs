namespace FunctionsExport.Emulators.Processes;

/// <summary>An SSH key, made by ssh-keygen.</summary>
/// <param name="PrivateKey">In OpenSSH's form, without a passphrase.</param>
/// <param name="PublicKey">One line, as in authorized_keys.</param>
internal sealed record SshKeyPair(string PrivateKey, string PublicKey)
{
    /// <exception cref="ChildProcessException">ssh-keygen is missing or failed.</exception>
    public static async Task<SshKeyPair> CreateAsync(string comment, CancellationToken cancellationToken = default)
    {
        using var folder = new TempFolder("sshkey");
        var file = folder.File("key");
        await using var program = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Name = "ssh-keygen",
            FileName = "ssh-keygen",
            Arguments = ["-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file],
        });
        return await program.WaitForExitAsync(cancellationToken) == 0
            ? new SshKeyPair(
                await File.ReadAllTextAsync(file, cancellationToken),
                (await File.ReadAllTextAsync(file + ".pub", cancellationToken)).Trim())
            : throw program.Failure("failed");
    }

    /// <summary>The public key alone: the private one is not printed.</summary>
    public override string ToString() => PublicKey;
}
