using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing.Conformance;
using LoopbackOAuth.Transports;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests.Conformance;

/// <summary>A transport of the library does in every script what it must.</summary>
public abstract class TransportConformanceTests
{
    public static TheoryData<string> Scripts => [.. CallbackTransportConformance.Scripts.Select(script => script.Id)];

    private protected abstract ConformanceOptions Options { get; }

    /// <summary>What the scripts that do not apply have in common, so that none drops out unseen.</summary>
    private protected virtual bool Applies(ConformanceScript script) => script.Id != "40-both-families";

    [Theory, MemberData(nameof(Scripts))]
    public async Task The_transport_conforms(string id)
    {
        ConformanceScript script = CallbackTransportConformance.Script(id);

        ConformanceResult result = await CallbackTransportConformance.RunAsync(Create, script, Options, Cancellation);

        ConformanceStatus due = Applies(script) && !Options.Exempt.ContainsKey(id) ? ConformanceStatus.Passed : ConformanceStatus.NotApplicable;
        Assert.True(result.Status == due, result.ToString());
    }

    [Fact]
    public async Task Every_exemption_is_needed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "http.sys is another server than the one that the exemptions are for.");
        foreach (string id in Options.Exempt.Keys)
        {
            ConformanceOptions without = Options with { Exempt = new Dictionary<string, string>(), Patience = TimeSpan.FromSeconds(2) };

            Assert.True((await CallbackTransportConformance.RunAsync(Create, CallbackTransportConformance.Script(id), without, Cancellation)).HasFailed, id);
        }
    }

    private protected abstract ICallbackTransport Create();

    private protected static RedirectRule At(LoopbackHost host) => new() { Host = host };
}
