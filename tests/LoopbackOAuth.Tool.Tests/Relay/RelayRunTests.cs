using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tool.Relay;

namespace LoopbackOAuth.Tool.Tests.Relay;

public sealed class RelayRunTests : IDisposable
{
    private const string Code = "a-code-that-is-worth-a-token";

    private readonly string _place = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/callback");
    private readonly StringWriter _output = new();
    private readonly List<string> _said = [];

    [Fact]
    public async Task The_answer_comes_out_as_one_line_and_nothing_else_does()
    {
        var launcher = new ScriptedLauncher(async http => await http.GetStringAsync(Callback($"code={Code}&state={AuthorizationUrls.State}&iss=https%3A%2F%2Fas.example")));

        Assert.Equal(0, await RunAsync(launcher));

        await launcher.Visited;
        Assert.Equal($"{_place}?code={Code}&state={AuthorizationUrls.State}&iss=https%3A%2F%2Fas.example{Environment.NewLine}", _output.ToString());
        Assert.Equal(_said.FindIndex(line => line.StartsWith("https://as.example/", StringComparison.Ordinal)), _said.FindIndex(line => line.Contains(AuthorizationUrls.State, StringComparison.Ordinal)));
        Assert.Single(_said, line => line.Contains(AuthorizationUrls.State, StringComparison.Ordinal));
        Assert.Contains($"Waiting for callback on {_place}", _said);
        Assert.StartsWith("Paste this line into the waiting prompt on the remote host", _said[^1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Invariant", "8")]
    public async Task The_code_is_on_standard_output_alone()
    {
        Assert.Equal(0, await RunAsync(new ScriptedLauncher(async http => await http.GetStringAsync(Callback($"code={Code}&state={AuthorizationUrls.State}")))));

        Assert.DoesNotContain(_said, line => line.Contains(Code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_browser_is_told_that_the_sign_in_is_not_finished_here()
    {
        var page = "";
        var launcher = new ScriptedLauncher(async http => page = await http.GetStringAsync(Callback($"code={Code}&state={AuthorizationUrls.State}")));

        await RunAsync(launcher);

        await launcher.Visited;
        Assert.Contains("the sign-in is not finished", page, StringComparison.Ordinal);
        Assert.Contains("prompt on the remote host", page, StringComparison.Ordinal);
        Assert.DoesNotContain("You are signed in", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exactly_the_url_that_was_given_is_opened()
    {
        var launcher = new ScriptedLauncher(async http => await http.GetStringAsync(Callback($"code={Code}&state={AuthorizationUrls.State}")));

        await RunAsync(launcher);

        Assert.Equal(Url(), launcher.Opened!.OriginalString);
    }

    [Fact]
    public async Task With_no_browser_nothing_is_opened_and_the_printed_url_does()
    {
        var launcher = new ScriptedLauncher(_ => throw new InvalidOperationException("It was opened."));
        var run = RunAsync(launcher, noBrowser: true);

        using var http = new HttpClient();
        await http.GetStringAsync(Callback($"code={Code}&state={AuthorizationUrls.State}"), TestContext.Current.CancellationToken);

        Assert.Equal(0, await run);
        Assert.Null(launcher.Opened);
        Assert.Contains(Url(), _said);
    }

    [Theory]
    [InlineData("access_denied", 4)]
    [InlineData("server_error", 1)]
    public async Task A_refusal_of_the_server_is_carried_back_too_so_that_the_remote_sign_in_ends(string error, int exitCode)
    {
        var launcher = new ScriptedLauncher(async http => await http.GetStringAsync(Callback($"error={error}&error_description=no+way%1b%5b2J&state={AuthorizationUrls.State}")));

        Assert.Equal(exitCode, await RunAsync(launcher));

        Assert.Equal($"{_place}?error={error}&error_description=no%20way%1B%5B2J&state={AuthorizationUrls.State}{Environment.NewLine}", _output.ToString());
        Assert.Contains("The server refused", _said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_post_comes_out_as_the_same_line()
    {
        var launcher = new ScriptedLauncher(async http =>
        {
            using var form = new FormUrlEncodedContent([new("code", Code), new("state", AuthorizationUrls.State)]);
            (await http.PostAsync(new Uri(_place), form)).EnsureSuccessStatusCode();
        });

        Assert.Equal(0, await RunAsync(launcher, "response_mode=form_post"));

        await launcher.Visited;
        Assert.Equal($"{_place}?code={Code}&state={AuthorizationUrls.State}{Environment.NewLine}", _output.ToString());
    }

    [Theory]
    [InlineData("code=forged&state=another-state-that-nobody-sent")]
    [InlineData("code=forged")]
    [InlineData("error=access_denied&state=another-state-that-nobody-sent")]
    [Trait("Invariant", "2")]
    public async Task An_answer_with_another_state_is_not_carried_and_the_wait_goes_on(string forged)
    {
        var refused = default(HttpStatusCode);
        var launcher = new ScriptedLauncher(async http =>
        {
            refused = (await http.GetAsync(Callback(forged))).StatusCode;
            await http.GetStringAsync(Callback($"code={Code}&state={AuthorizationUrls.State}"));
        });

        Assert.Equal(0, await RunAsync(launcher));

        await launcher.Visited;
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Equal($"{_place}?code={Code}&state={AuthorizationUrls.State}{Environment.NewLine}", _output.ToString());
    }

    [Theory]
    [InlineData("https://auth.x.ai/oauth2/authorize", "https://accounts.x.ai", true)]
    [InlineData("https://auth.x.ai/oauth2/authorize", "https://evil.example", false)]
    [InlineData("https://as.example/authorize", "https://accounts.x.ai", false)]
    [InlineData("https://auth.x.ai.as.example/authorize", "https://accounts.x.ai", false)]
    public async Task A_script_may_deliver_only_where_the_page_of_the_known_provider_that_is_asked_does_so(string endpoint, string origin, bool isAllowed)
    {
        var status = default(HttpStatusCode);
        var launcher = new ScriptedLauncher(async http =>
        {
            using var fetch = new HttpRequestMessage(HttpMethod.Get, Callback($"code={Code}&state={AuthorizationUrls.State}"));
            fetch.Headers.Add("Origin", origin);
            fetch.Headers.Add("Sec-Fetch-Mode", "cors");
            fetch.Headers.Add("Sec-Fetch-Dest", "empty");
            status = (await http.SendAsync(fetch)).StatusCode;
            if (!isAllowed)
            {
                await http.GetStringAsync(Callback($"code={Code}&state={AuthorizationUrls.State}"));
            }
        });

        Assert.Equal(0, await RunAsync(launcher, AuthorizationUrls.At(endpoint, $"redirect_uri={_place}")));

        await launcher.Visited;
        Assert.Equal(isAllowed ? HttpStatusCode.Accepted : HttpStatusCode.Forbidden, status);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_command_that_shows_by_what()
    {
        using var holder = new TcpListener(IPAddress.Loopback, new Uri(_place).Port);
        holder.Start();

        Assert.Equal(1, await RunAsync(new ScriptedLauncher(_ => Task.CompletedTask)));

        Assert.Equal("", _output.ToString());
        Assert.Contains(_said, line => line.StartsWith("error: ", StringComparison.Ordinal) && line.Contains(new Uri(_place).Authority, StringComparison.Ordinal));
        Assert.Contains(OperatingSystem.IsWindows() ? "netstat" : $"lsof -iTCP:{new Uri(_place).Port} -sTCP:LISTEN", _said[^1], StringComparison.Ordinal);
        Assert.Contains("this is the remote host", _said[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_waits_as_long_as_it_was_told_and_then_gives_the_port_back()
    {
        var clock = new ManualTimeProvider();
        var opened = new TaskCompletionSource();
        var run = RunAsync(new ScriptedLauncher(_ => Task.FromResult(opened.TrySetResult())), clock: clock);
        await opened.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromSeconds(299));
        Assert.False(run.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(3, await run);
        Assert.Equal("", _output.ToString());
        Assert.Contains("--timeout", _said[^1], StringComparison.Ordinal);
        using var again = new TcpListener(IPAddress.Loopback, new Uri(_place).Port);
        again.Start();
    }

    [Fact]
    public async Task An_interrupt_ends_it_with_exit_code_130()
    {
        using var interrupt = new CancellationTokenSource();

        Assert.Equal(130, await RunAsync(new ScriptedLauncher(_ => interrupt.CancelAsync()), cancellationToken: interrupt.Token));

        Assert.Equal("", _output.ToString());
    }

    public void Dispose() => _output.Dispose();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Uri Callback(string query) => new($"{_place}?{query}");

    private string Url(params string[] changes) => AuthorizationUrls.With([$"redirect_uri={_place}", .. changes]);

    private Task<int> RunAsync(
        ScriptedLauncher launcher,
        string? urlOrChange = null,
        bool noBrowser = false,
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default)
    {
        var url = urlOrChange is null ? Url() : urlOrChange.StartsWith("https://", StringComparison.Ordinal) ? urlOrChange : Url(urlOrChange);
        return new RelayRun(AuthorizationUrls.Read(url))
        {
            BrowserLauncher = launcher,
            EnvironmentProbe = new FixedEnvironmentProbe(EnvironmentPresets.LocalDesktop),
            NoBrowser = noBrowser,
            TimeProvider = clock,
            Output = _output,
            Say = line =>
            {
                lock (_said)
                {
                    _said.Add(line);
                }
            },
        }.RunAsync(cancellationToken);
    }
}
