namespace LoopbackOAuth.EndToEnd.Harness.Remote;

/// <summary>The command that the tool printed, pasted into a second terminal on the laptop and left running.</summary>
internal sealed class Tunnel : IAsyncDisposable
{
    private readonly HostProcess _shell;

    private Tunnel(HostProcess shell) => _shell = shell;

    /// <summary>Runs the line as it stands and waits until the laptop listens on the port.</summary>
    public static async Task<Tunnel> OpenAsync(NetworkHost laptop, string command, int port)
    {
        var tunnel = Run(laptop, command);
        await laptop.WaitForListenerAsync(port, by: tunnel._shell);
        return tunnel;
    }

    /// <summary>Runs the line as it stands.</summary>
    public static Tunnel Run(NetworkHost laptop, string command) => new(laptop.Start(HostUser.Ada, "bash", "-c", command));

    /// <summary>What it said. While it works it says nothing.</summary>
    public string Words => _shell.Output.Text + _shell.Error.Text;

    /// <summary>Waits for a line on its standard error.</summary>
    public async Task ShouldSayAsync(string words)
    {
        using var deadline = Deadline.Start();
        Assert.True(await _shell.Error.WaitForLineAsync(line => line.Contains(words, StringComparison.Ordinal), 0, deadline.Token) is not null, Words);
    }

    public ValueTask DisposeAsync() => _shell.DisposeAsync();
}
