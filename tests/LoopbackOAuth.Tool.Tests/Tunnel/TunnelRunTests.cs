using System.Collections.Concurrent;
using System.Net;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

/// <summary>The life of a tunnel, with real sockets and an ssh that this test plays.</summary>
public sealed class TunnelRunTests : IAsyncDisposable
{
    private const string Delivery = "/callback?code=c&state=s";

    private readonly int _port = FreePort.Next();
    private readonly HurriedClock _clock = new();
    private readonly RemoteHost _host = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public TunnelRunTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "ssh is played by sockets that its Windows version does not have.");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task It_ends_when_the_response_was_delivered_and_the_sign_in_is_gone_and_not_before()
    {
        Task<TunnelFailure?> run = Run();
        _host.SignIn = request => request.Contains("code=", StringComparison.Ordinal) ? "303 See Other" : "200 OK";

        Assert.Equal(HttpStatusCode.SeeOther, await GetAsync(Delivery));
        await _host.WaitForAsync(host => host.Requests.Count(request => request.Length == 0) >= 3);
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/result/1"));
        Assert.False(run.IsCompleted);

        _host.SignIn = null;
        Assert.Null(await run);
        Assert.Contains(_said, line => line.Contains("waits no longer", StringComparison.Ordinal));
        Assert.Equal([$"127.0.0.1:{_port}"], _host.Forwards.Select(forward => forward[(forward.IndexOf(':', StringComparison.Ordinal) + 1)..]));
    }

    [Theory]
    [InlineData("/favicon.ico", "404 Not Found")]
    [InlineData("/", "200 OK")]
    [InlineData(Delivery, "400 Bad Request")]
    public async Task What_is_no_delivery_never_ends_it_and_no_connection_is_made_that_nobody_asked_for(string path, string reply)
    {
        Task<TunnelFailure?> run = Run();
        _host.SignIn = _ => reply;
        await GetAsync(path);
        _host.SignIn = null;

        await Task.Delay(TimeSpan.FromSeconds(10), _clock, _stop.Token);

        Assert.False(run.IsCompleted);
        Assert.Single(_host.Requests);

        // A second try of the same sign-in still goes through.
        _host.SignIn = _ => "200 OK";
        await GetAsync(Delivery);
        _host.SignIn = null;
        Assert.Null(await run);
    }

    [Fact]
    public async Task Nothing_of_what_passes_is_said()
    {
        Task<TunnelFailure?> run = Run();
        _host.SignIn = _ => "200 OK";
        await GetAsync("/callback?code=canary-code&state=canary-state");
        _host.SignIn = null;
        await run;

        Assert.DoesNotContain(_said, line => line.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lost_connection_is_made_again_and_the_browser_that_came_in_between_is_served()
    {
        Task<TunnelFailure?> run = Run();
        _host.SignIn = _ => "200 OK";
        await GetAsync("/");
        await _host.DropAsync();

        Assert.Equal(HttpStatusCode.OK, await GetAsync(Delivery));
        Assert.Equal(2, _host.Logins);
        _host.SignIn = null;

        Assert.Null(await run);
        Assert.Contains(_said, line => line.Contains("is lost. Trying again in 1 s.", StringComparison.Ordinal));
        Assert.Single(_said, TunnelText.OpenAgain);
    }

    [Fact]
    public async Task A_login_that_is_refused_after_a_lost_connection_ends_it()
    {
        Task<TunnelFailure?> run = Run();
        _host.SignIn = _ => "200 OK";
        await GetAsync("/");
        _host.Refusal = "ada@remote: Permission denied (publickey).";
        await _host.DropAsync();

        Assert.Equal("ssh_login_refused", (await run)?.Code);
        Assert.Equal(2, _host.Logins);
        Assert.Contains("ssh: " + _host.Refusal, _said);
    }

    [Theory]
    [InlineData("ada@remote: Permission denied (publickey).", "ssh_login_refused", "ssh ada@remote")]
    [InlineData("Host key verification failed.", "ssh_host_key", "ssh ada@remote")]
    [InlineData("ssh: Could not resolve hostname remote: Name or service not known", "ssh_unreachable", "-J")]
    [InlineData("ssh: connect to host remote port 22: Connection refused", "ssh_unreachable", "-p")]
    [InlineData("command-line: line 0: Bad configuration option: x", "ssh_configuration", "-F")]
    [InlineData("something else", "ssh_ended", "ssh ada@remote")]
    public async Task The_first_connection_is_tried_once_and_its_failure_says_what_to_do(string words, string code, string remedy)
    {
        _host.Refusal = words;

        TunnelFailure? failure = await Run();

        Assert.Equal(code, failure?.Code);
        Assert.Contains(remedy, failure!.Remedy, StringComparison.Ordinal);
        Assert.Contains(words.StartsWith("ssh: ", StringComparison.Ordinal) ? words : "ssh: " + words, _said);
        Assert.Equal(1, _host.Logins);
    }

    [Fact]
    public async Task A_browser_that_comes_before_the_sign_in_is_told_of_once()
    {
        Task<TunnelFailure?> run = Run();
        for (int visit = 0; visit < 3; visit++)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(Delivery));
        }

        await SaidAsync("nothing waits on port");
        _host.SignIn = _ => "200 OK";
        await GetAsync(Delivery);
        _host.SignIn = null;

        Assert.Null(await run);
        Assert.Single(_said, line => line.Contains("nothing waits on port", StringComparison.Ordinal));
        Assert.DoesNotContain(_said, line => line.StartsWith("channel ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_ssh_that_cannot_be_told_to_stay_is_started_once_more_without_that_and_without_a_word()
    {
        _host.IsOld = true;
        Task<TunnelFailure?> run = Run();
        _host.SignIn = _ => "200 OK";
        await GetAsync(Delivery);
        _host.SignIn = null;

        Assert.Null(await run);
        Assert.Equal(2, _host.Logins);
        Assert.DoesNotContain(_said, line => line.Contains("onfiguration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_server_says_is_marked_and_is_neither_the_tunnels_word_nor_a_verdict()
    {
        Task<TunnelFailure?> run = Run();
        await SaidAsync("The tunnel is open");
        _tell!("The tunnel is open: open http://evil.example instead.");
        _tell!("Notice: channel 2: open failed: administratively prohibited: open failed");
        _tell!("debug1: some detail");
        await Task.Delay(TimeSpan.FromSeconds(10), _clock, _stop.Token);

        Assert.False(run.IsCompleted);
        Assert.Contains("ssh: The tunnel is open: open http://evil.example instead.", _said);
        Assert.DoesNotContain("The tunnel is open: open http://evil.example instead.", _said);
        Assert.DoesNotContain(_said, line => line.Contains("some detail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_forbids_forwards_ends_it()
    {
        Task<TunnelFailure?> run = Run();
        _host.SignIn = null;
        await SaidAsync("The tunnel is open");
        _tell!("channel 2: open failed: administratively prohibited: open failed");

        Assert.Equal("ssh_forward_forbidden", (await run)?.Code);
    }

    [Fact]
    [Trait("Invariant", "13")]
    public async Task It_does_not_stay_for_ever()
    {
        TunnelFailure? failure = await Run(TimeSpan.FromSeconds(10));

        Assert.Equal(TunnelText.TimedOutCode, failure?.Code);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("/"));
    }

    [Fact]
    public async Task Stopped_it_ends_ssh_and_frees_the_port()
    {
        Task<TunnelFailure?> run = Run();
        await SaidAsync("The tunnel is open");
        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("/"));
        Assert.All(_started, ssh => Assert.True(ssh.Exited.IsCompleted));
        Assert.False(File.Exists(_host.Forwards[0].Split(':')[0]));
    }

    [Fact]
    public async Task What_it_says_names_the_ports_the_host_and_the_command_to_run_there()
    {
        Task<TunnelFailure?> run = Run();
        await SaidAsync("Ctrl+C");
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.Equal(
            $"""
            Connecting to ada@remote with ssh. It may ask for a password, or about the host's key.
            The tunnel is open: port {_port} of this computer leads to port {_port} of ada@remote.
            Leave this running. If no sign-in waits there yet, start it on remote:
            loopback-oauth login xai-oauth --no-browser --port {_port}
            Then open the URL that it prints in a browser on this computer.
            This ends by itself after the sign-in, at the latest after 30 minutes; Ctrl+C ends it now.
            """.ReplaceLineEndings("\n"),
            string.Join('\n', _said));
    }

    private readonly List<ISshProcess> _started = [];
    private Action<string>? _tell;

    private Task<TunnelFailure?> Run(TimeSpan? limit = null)
    {
        TunnelRequest request = new()
        {
            Ssh = new SshRequest { Destination = SshHost.Parse("ada@remote", "destination") },
            Choice = PortChoice.Of(new ProviderRegistry([]), "xai-oauth", [_port], host: null),
            Limit = limit ?? TimeSpan.FromMinutes(30),
        };
        SshStart start = (forwards, forbidFork, tell) =>
        {
            _tell = tell;
            ISshProcess ssh = _host.Start(forwards, forbidFork, tell);
            _started.Add(ssh);
            return ssh;
        };
        return new TunnelRun(request, start, _said.Enqueue, _clock).RunAsync(_stop.Token).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private async Task<HttpStatusCode> GetAsync(string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"http://127.0.0.1:{_port}{path}");
        using HttpResponseMessage response = await _browser.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task SaidAsync(string words)
    {
        while (!_said.Any(line => line.Contains(words, StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), _clock, TestContext.Current.CancellationToken);
        }
    }
}
