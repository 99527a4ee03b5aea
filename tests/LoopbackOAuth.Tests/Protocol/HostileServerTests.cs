using System.Net;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Providers;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

/// <summary>What an authorization server could do to this process beyond refusing.</summary>
public sealed class HostileServerTests
{
    [Theory]
    [InlineData("http://127.0.0.1:2375/containers/create", "https://as.example/authorize")]
    [InlineData("https://as.example/token", "http://127.0.0.1:9/authorize")]
    public async Task An_https_issuer_cannot_name_a_plain_http_endpoint_on_this_machine(string token, string authorization)
    {
        FakeServer server = FakeServer.Always($$"""{"issuer":"https://as.example","authorization_endpoint":"{{authorization}}","token_endpoint":"{{token}}"}""");
        using BackchannelClient client = new(server);
        ProtocolResult<AuthorizationServerMetadata> result = await new MetadataClient(client).ResolveAsync(new AuthorizationServer { Issuer = "https://as.example" }, TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCodes.MetadataInvalid, result.Error().Code);
    }

    [Fact]
    public void Nothing_for_this_machine_goes_through_a_proxy()
    {
        LoopbackBypass proxy = new(new WebProxy("http://proxy.example:3128"));
        Assert.Null(proxy.GetProxy(new Uri("http://127.0.0.1:8000/token")));
        Assert.Null(proxy.GetProxy(new Uri("http://localhost:8000/token")));
        Assert.True(proxy.IsBypassed(new Uri("http://[::1]:8000/token")));
        Assert.Equal(new Uri("http://proxy.example:3128"), proxy.GetProxy(new Uri("https://as.example/token")));
    }

    [Fact]
    [Trait("Invariant", "13")]
    public void Finite_work_an_answer_made_to_match_a_long_code_slowly_is_scrubbed_in_bounded_steps()
    {
        SecretScrubber scrubber = new(new Secret(new string('a', 12_000) + "b"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        string clean = scrubber.Scrub(new string('a', 250_000), 4096);
        Assert.InRange(clean.Length, 0, 4096);
        Assert.DoesNotContain(new string('a', 64), clean, StringComparison.Ordinal);

        // Every step of the search allocates a little, so allocation stands for work here, and a clock is not needed.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024 * 1024);
    }

    [Fact]
    [Trait("Invariant", "8")]
    public void Secrets_cannot_print_where_a_text_is_cut()
    {
        SecretScrubber scrubber = new(new Secret("CANARY-0123456789-CANARY-0123456789-CANARY"));
        for (int offset = 0; offset < 60; offset++)
        {
            string text = new string('x', offset) + string.Concat(Enumerable.Repeat("CANARY-0123456789-CANARY-0123456789-CANARY ", 400));
            Assert.DoesNotContain("CANARY", scrubber.Scrub(text, 200), StringComparison.Ordinal);
            Assert.DoesNotContain("CANARY", scrubber.Scrub(text, 2000), StringComparison.Ordinal);
        }
    }
}
