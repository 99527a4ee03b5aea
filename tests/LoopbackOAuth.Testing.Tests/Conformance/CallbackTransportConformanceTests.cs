using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing.Conformance;
using LoopbackOAuth.Transports;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests.Conformance;

public sealed class CallbackTransportConformanceTests
{
    private static readonly ConformanceScript Genuine = CallbackTransportConformance.Script("34-genuine");

    [Fact]
    public void Every_script_has_an_id_of_its_own_and_says_what_it_is_about()
    {
        Assert.InRange(CallbackTransportConformance.Scripts.Count, 80, 1000);
        Assert.Distinct(CallbackTransportConformance.Scripts.Select(script => script.Id));
        Assert.All(CallbackTransportConformance.Scripts, script =>
        {
            Assert.Matches("^[0-4][0-9](-[a-z0-9.]+)+$", script.Id);
            Assert.NotEmpty(script.Reference);
            Assert.EndsWith(".", script.Description, StringComparison.Ordinal);
            Assert.EndsWith(".", script.Expectation, StringComparison.Ordinal);
            Assert.Equal(script.Id, script.ToString());
            Assert.Same(script, CallbackTransportConformance.Script(script.Id));
        });
    }

    [Fact]
    public void Scripts_of_every_kind_of_hostile_request_are_there() => Assert.Equal(
        Enumerable.Range(1, 36),
        CallbackTransportConformance.Scripts.Select(script => int.Parse(script.Id.AsSpan(0, 2), provider: null)).Where(number => number <= 36).Distinct().Order());

    [Fact]
    public void A_script_that_does_not_exist_is_an_error() =>
        Assert.Throws<ArgumentException>("id", () => CallbackTransportConformance.Script("99-nothing"));

    [Fact]
    public async Task All_scripts_are_run_in_order()
    {
        InMemoryCallbackTransport transport = new();
        ConformanceOptions options = new() { Deliver = (callback, cancellationToken) => transport.Sessions[^1].DeliverAsync(callback[callback.IndexOf('?', StringComparison.Ordinal)..], cancellationToken) };

        IReadOnlyList<ConformanceResult> results = await CallbackTransportConformance.RunAllAsync(() => transport = new InMemoryCallbackTransport(), options, Cancellation);

        Assert.Equal(CallbackTransportConformance.Scripts, results.Select(result => result.Script));
        Assert.DoesNotContain(results, result => result.HasFailed);
        Assert.Contains(results, result => result.Status is ConformanceStatus.Passed);
    }

    [Fact]
    public async Task Without_a_clock_the_scripts_about_deadlines_do_not_apply()
    {
        ConformanceResult result = await RunAsync("02-slow-head-deadline", new ConformanceOptions());

        Assert.Equal(ConformanceStatus.NotApplicable, result.Status);
        Assert.Contains("CreateWithClock", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transport_that_takes_no_form_posts_need_not()
    {
        ConformanceResult result = await RunAsync("34-form-post", new ConformanceOptions { SupportsFormPost = false });

        Assert.Equal(ConformanceStatus.NotApplicable, result.Status);
    }

    [Fact]
    public async Task A_rule_that_names_the_port_leaves_out_the_scripts_about_other_ports_and_is_served()
    {
        using Socket holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)holder.LocalEndPoint!).Port;
        ConformanceOptions options = new() { Redirect = new RedirectRule { Port = PortPolicy.Preferred(port) } };

        Assert.Equal(ConformanceStatus.NotApplicable, (await RunAsync("40-exact-port-busy", options)).Status);
        Assert.Equal(ConformanceStatus.Passed, (await RunAsync("40-redirect-uri", options)).Status);
        Assert.Equal(ConformanceStatus.Passed, (await RunAsync("34-genuine", options)).Status);
    }

    [Fact]
    public async Task An_exempt_script_is_not_run_and_its_result_gives_the_reason()
    {
        ConformanceOptions options = new() { Exempt = new Dictionary<string, string> { [Genuine.Id] = "It is a test." } };

        ConformanceResult result = await CallbackTransportConformance.RunAsync(() => throw new InvalidOperationException(), Genuine, options, Cancellation);

        Assert.Equal(new ConformanceResult(Genuine, ConformanceStatus.NotApplicable, "It is a test."), result);
    }

    [Fact]
    public async Task A_redirect_uri_that_the_transport_cannot_serve_at_all_does_not_apply()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "http.sys serves both families.");
        ConformanceOptions options = new() { Redirect = new RedirectRule { Host = LoopbackHost.IPv6 } };
        foreach (string id in (string[])["34-genuine", "40-bound-first"])
        {
            ConformanceResult result = await CallbackTransportConformance.RunAsync(() => new HttpListenerCallbackTransport(), CallbackTransportConformance.Script(id), options, Cancellation);

            Assert.Equal(ConformanceStatus.NotApplicable, result.Status);
            Assert.Contains("HttpListener", result.Explanation, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("34-genuine", "It is broken.")]
    [InlineData("40-redirect-uri", "It is broken.")]
    public async Task What_a_transport_throws_is_a_finding(string id, string explanation)
    {
        ConformanceResult result = await CallbackTransportConformance.RunAsync(
            () => new InMemoryCallbackTransport { Failure = new CallbackTransportException(CallbackTransportError.PortForbidden, "It is broken.", "Mend it.") },
            CallbackTransportConformance.Script(id),
            cancellationToken: Cancellation);

        Assert.Equal(ConformanceStatus.Failed, result.Status);
        Assert.Contains(explanation, result.Explanation, StringComparison.Ordinal);
        Assert.Contains(result.Script.Description, result.ToString(), StringComparison.Ordinal);
        Assert.Contains(result.Script.Expectation, result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_with_another_status_is_enough_when_no_success_page_is_required()
    {
        ConformanceOptions options = new() { Patience = TimeSpan.FromSeconds(2) };
        static ICallbackTransport Create() => new PlainTransport(Flaw.ShowsNoPage);

        Assert.True((await CallbackTransportConformance.RunAsync(Create, Genuine, options, Cancellation)).HasFailed);
        Assert.Equal("34-genuine: passed", (await CallbackTransportConformance.RunAsync(Create, Genuine, options with { RequireSuccessPage = false }, Cancellation)).ToString());
    }

    public static TheoryData<ConformanceOptions> IllegalOptions =>
    [
        new ConformanceOptions { Patience = TimeSpan.Zero },
        new ConformanceOptions { Exempt = new Dictionary<string, string> { ["99-nothing"] = "No such script." } },
        new ConformanceOptions { Exempt = new Dictionary<string, string> { ["34-genuine"] = " " } },
        new ConformanceOptions { Redirect = new RedirectRule { Path = "/" } },
        new ConformanceOptions { Redirect = new RedirectRule { Path = "/callback?x=1" } },
    ];

    [Theory, MemberData(nameof(IllegalOptions))]
    public async Task Options_that_are_not_legal_are_an_error(ConformanceOptions options) => await Assert.ThrowsAnyAsync<ArgumentException>(() => RunAsync("34-genuine", options));

    [Fact]
    public async Task A_run_can_be_cancelled()
    {
        using CancellationTokenSource cancel = new();
        Task<ConformanceResult> run = CallbackTransportConformance.RunAsync(
            () => new InMemoryCallbackTransport(),
            Genuine,
            new ConformanceOptions { Deliver = async (_, cancellationToken) =>
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            } },
            cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private static Task<ConformanceResult> RunAsync(string id, ConformanceOptions options) =>
        CallbackTransportConformance.RunAsync(() => new SocketCallbackTransport(), CallbackTransportConformance.Script(id), options, Cancellation);
}
