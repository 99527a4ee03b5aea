using System.Globalization;
using LoopbackOAuth.EndToEnd.Harness;

namespace LoopbackOAuth.EndToEnd;

/// <summary><c>tunnel</c> as a process: its command line, the ssh that it starts, and a real sign-in behind a real sshd.</summary>
public sealed class TunnelTests
{
    private const int SigHup = 1;
    private const int SigInt = 2;
    private const int SigTerm = 15;

    // What stands in for ssh: one that cannot log in, one that takes its time, and one that asks.
    private const string Refusing = """
        printf '%s\n' "$@" > "$HOME/arguments"
        echo 'ada@remote: Permission denied (publickey).' >&2
        exit 255
        """;

    private const string Waiting = """
        echo $$ > "$HOME/ssh-process"
        echo 'waiting' >&2
        exec sleep 600
        """;

    private const string Asking = """
        printf 'The password, please: ' > /dev/tty
        read -r answer < /dev/tty
        echo "It was $answer." >&2
        exit 255
        """;

    [Theory]
    [InlineData("destination", "tunnel")]
    [InlineData("--port N", "tunnel", "ada@remote")]
    [InlineData("tunnel ada@remote spotify", "tunnel", "spotify", "ada@remote")]
    [InlineData("'spotify'", "tunnel", "ada@remote", "spotfy")]
    [InlineData("'Waiting for callback on", "tunnel", "ada@remote", "mcp")]
    [InlineData("needs no tunnel", "tunnel", "ada@remote", "anthropic")]
    [InlineData("'-oProxyCommand=touch pwned'", "tunnel", "-oProxyCommand=touch pwned", "xai-oauth", "--port", "40123")]
    [InlineData("'-oProxyCommand=touch pwned'", "tunnel", "--", "-oProxyCommand=touch pwned", "xai-oauth")]
    [InlineData("'-oProxyCommand=touch pwned'", "tunnel", "-J", "-oProxyCommand=touch pwned", "ada@remote", "xai-oauth")]
    [InlineData("'ada@remote;touch pwned'", "tunnel", "ada@remote;touch pwned", "xai-oauth")]
    [InlineData("--port must be", "tunnel", "ada@remote", "--port", "65536")]
    [InlineData("--for must be", "tunnel", "ada@remote", "xai-oauth", "--for", "0")]
    public async Task What_cannot_be_meant_is_a_usage_error_that_says_how_to_write_it(string words, params string[] arguments)
    {
        using var home = new ToolHome();

        var result = (await ToolProcess.RunAsync(home, arguments)).ShouldExitWith(ExitCodes.Usage).ShouldBePlain();

        Assert.Contains(words.Replace("destination", "[user@]host", StringComparison.Ordinal), result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.False(File.Exists(Path.Combine(home.Folder, "pwned")));
    }

    [Fact]
    public async Task The_command_can_be_printed_into_a_pipe_instead()
    {
        using var home = new ToolHome();
        await using var tool = ToolProcess.StartShell(home, "\"$@\" tunnel ada@remote:2222 -J bob@jump xai-oauth --print | cat");

        var result = (await tool.WaitForExitAsync()).ShouldExitWith(0);

        Assert.Equal(
            "ssh -N -T -L 127.0.0.1:56121:127.0.0.1:56121 -o ControlPath=none -o ClearAllForwardings=no -o ExitOnForwardFailure=yes"
            + " -o ServerAliveInterval=15 -o ServerAliveCountMax=3 -o ConnectTimeout=30 -J bob@jump -p 2222 -- ada@remote\n",
            result.Output);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task A_port_that_is_taken_here_is_told_with_its_holder_and_left_alone()
    {
        var port = LoopbackPort.Free();
        using var taken = LoopbackPort.Occupy(port);
        using var home = new ToolHome();
        var ssh = Ssh(home, Refusing);

        var result = (await ToolProcess.RunAsync(home, "tunnel", "ada@remote", "--port", Text(port), "--ssh", ssh)).ShouldExitWith(ExitCodes.Failed);

        Assert.Contains($"127.0.0.1:{port} is in use on this computer", result.Error, StringComparison.Ordinal);
        Assert.Contains(OperatingSystem.IsLinux() ? $"pid {Environment.ProcessId} " : "lsof", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(home.Folder, "arguments")));
    }

    [Fact]
    public async Task Without_ssh_the_user_hears_how_to_get_it()
    {
        using var home = new ToolHome();
        await using var tool = ToolProcess.StartShell(home, $"dotnet=$(command -v \"$1\"); shift; PATH=$HOME exec \"$dotnet\" \"$@\" tunnel ada@remote --port {LoopbackPort.Free()}");

        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.Failed);

        Assert.Contains("There is no 'ssh' on this computer's PATH.", result.Error, StringComparison.Ordinal);
        Assert.Contains("--manual-paste", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ssh_gets_its_arguments_one_by_one_and_its_own_words_are_shown()
    {
        using var home = new ToolHome();
        var ssh = Ssh(home, Refusing);

        var result = (await ToolProcess.RunAsync(
            home, "tunnel", "ada@[2001:db8::9]:2222", "--port", Text(LoopbackPort.Free()), "--ssh", ssh,
            "-J", "bob@jump", "-i", "/keys/a b", "-o", "ProxyCommand=ssh -W %h:%p jump; $(touch pwned)")).ShouldExitWith(ExitCodes.Failed);

        var arguments = await File.ReadAllLinesAsync(Path.Combine(home.Folder, "arguments"));
        Assert.Equal(["-N", "-T", "-L"], arguments[..3]);
        Assert.Contains("ProxyCommand=ssh -W %h:%p jump; $(touch pwned)", arguments);
        Assert.Contains("ControlPath=none", arguments);
        Assert.Equal(["-i", "/keys/a b", "-J", "bob@jump", "-p", "2222", "--", "ada@2001:db8::9"], arguments[^8..]);
        Assert.Contains("ssh: ada@remote: Permission denied (publickey).", result.Error, StringComparison.Ordinal);
        Assert.Contains("error: The login to ada@2001:db8::9 was refused", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.False(File.Exists(Path.Combine(home.Folder, "pwned")));
    }

    [Theory]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    [InlineData(SigHup)]
    public async Task However_it_is_stopped_ssh_does_not_stay_behind(int signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The end of a process is read from /proc.");
        using var home = new ToolHome();
        var port = LoopbackPort.Free();
        await using var tool = ToolProcess.StartInterruptible(home, "tunnel", "ada@remote", "--port", Text(port), "--ssh", Ssh(home, Waiting));
        await tool.WaitForErrorLineAsync(line => line == "ssh: waiting");

        tool.Signal(signal);
        var result = (await tool.WaitForExitAsync()).ShouldExitWith(ExitCodes.Interrupted);

        Assert.False(IsAlive(await File.ReadAllTextAsync(Path.Combine(home.Folder, "ssh-process"))));
        Assert.False(await LoopbackPort.AnswersAsync(System.Net.IPAddress.Loopback, port));
        Assert.Equal("", result.Output);
        Assert.Empty(Directory.EnumerateDirectories(home.Folder, "loopback-oauth-*"));
    }

    [Fact]
    public async Task Ssh_keeps_the_terminal_and_can_ask()
    {
        using var home = new ToolHome();
        await using var terminal = await TmuxTerminal.StartAsync(home, "tunnel", "ada@remote", "--port", Text(LoopbackPort.Free()), "--ssh", Ssh(home, Asking));

        await terminal.WaitForAsync("The password, please:");
        await terminal.SubmitAsync("a b'c");
        var result = (await terminal.WaitForExitAsync()).ShouldExitWith(ExitCodes.Failed);

        Assert.Contains("ssh: It was a b'c.", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task A_sign_in_behind_a_real_sshd_gets_its_answer_and_the_browser_its_page_over_a_lost_connection_and_then_the_tunnel_ends()
    {
        using var host = SshHost.Create();
        using var home = new ToolHome();
        using var browser = new Browser();
        var port = LoopbackPort.Free();
        await using var tunnel = ToolProcess.Start(home, ["tunnel", "root@remote", "xai-oauth", "--port", Text(port), .. host.Options]);
        await tunnel.WaitForErrorLineAsync(line => line.StartsWith("The tunnel is open:", StringComparison.Ordinal));

        // The browser is too early.
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.VisitAsync(new Uri($"http://127.0.0.1:{port}/callback?code=early&state=early")));
        await tunnel.WaitForErrorLineAsync(line => line.Contains("nothing waits on port", StringComparison.Ordinal));

        await using var login = ToolProcess.StartShell(home, $"exec {string.Join(' ', host.Enter())} \"$@\" login xai-oauth --client-id x --authorization-endpoint https://auth.x.ai/a --token-endpoint https://auth.x.ai/t --no-browser --port {port}");
        var state = Browser.ParameterOf(await login.AuthorizationUriAsync(), "state");
        Assert.Equal(port, (await login.WaitingUriAsync()).Port);
        Assert.Equal(404, (int)(await browser.VisitAsync(new Uri($"http://127.0.0.1:{port}/favicon.ico"))).Status);
        Assert.Equal(400, (int)(await browser.VisitAsync(new Uri($"http://127.0.0.1:{port}/callback?code=c&state=wrong"))).Status);

        host.CutConnections();
        await tunnel.WaitForErrorLineAsync(line => line.Contains("is lost. Trying again in 1 s.", StringComparison.Ordinal));
        var page = await browser.VisitAsync(new Uri($"http://127.0.0.1:{port}/callback?code=c&state={state}"));

        // There is no server to change the code for tokens, and the page says so.
        Assert.StartsWith("/result/", page.Address.AbsolutePath, StringComparison.Ordinal);
        (await login.WaitForExitAsync()).ShouldExitWith(ExitCodes.Failed);
        var result = (await tunnel.WaitForExitAsync()).ShouldExitWith(0).ShouldBePlain();
        Assert.Contains("waits no longer: the tunnel is closed.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("channel ", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task An_ssh_that_is_configured_to_go_to_the_background_stays_and_ends_with_the_tunnel()
    {
        using var host = SshHost.Create();
        using var home = new ToolHome();
        var configuration = Path.Combine(home.Folder, "config");
        await File.WriteAllTextAsync(configuration, "ForkAfterAuthentication yes\n");
        var port = LoopbackPort.Free();
        var marker = $"SetEnv=TUNNEL_OF={port}";
        await using var tunnel = ToolProcess.StartInterruptible(
            home, ["tunnel", "root@remote", "--port", Text(port), "-F", configuration, "-o", marker, .. host.Options[2..]]);
        await tunnel.WaitForErrorLineAsync(line => line.StartsWith("The tunnel is open:", StringComparison.Ordinal));
        Assert.NotEmpty(ProcessesWith(marker));

        tunnel.Signal(SigTerm);
        (await tunnel.WaitForExitAsync()).ShouldExitWith(ExitCodes.Interrupted);

        Assert.Empty(ProcessesWith(marker));
    }

    [Fact]
    public async Task A_real_sshd_that_refuses_the_key_ends_it_with_its_words()
    {
        using var host = SshHost.Create();
        host.ForgetKeys();
        using var home = new ToolHome();

        var result = (await ToolProcess.RunAsync(home, ["tunnel", "root@remote", "--port", Text(LoopbackPort.Free()), .. host.Options])).ShouldExitWith(ExitCodes.Failed);

        Assert.Contains("Permission denied (publickey).", result.Error, StringComparison.Ordinal);
        Assert.Contains("so does the tunnel: ssh -o ", result.Error, StringComparison.Ordinal);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // A program that is called as ssh is, in the home folder, because that is what it knows.
    private static string Ssh(ToolHome home, string script)
    {
        Requirements.Unix();
        var file = Path.Combine(home.Folder, "ssh");
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return file;
    }

    // Of ssh itself: the command line of the tunnel has the same word.
    private static string[] ProcessesWith(string word) =>
        [.. Directory.EnumerateDirectories("/proc").Where(folder => IsSshWith(folder, word)).Select(folder => Path.GetFileName(folder)!)];

    private static bool IsSshWith(string folder, string word)
    {
        try
        {
            var words = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
            return Path.GetFileName(words[0]) == "ssh" && words.Contains(word);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // One that has ended and that nobody has asked for yet is not alive either.
    private static bool IsAlive(string process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process.Trim()}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
