using LoopbackOAuth.Testing.Conformance;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Tests.Conformance;

public sealed class HttpListenerConformanceTests : TransportConformanceTests
{
    private const string ReadsTheHead = "HttpListener reads the head of a request by itself,";

    private protected override ConformanceOptions Options { get; } = new()
    {
        HasServerBelow = true,
        CreateWithClock = clock => new HttpListenerCallbackTransport(clock),
        Exempt = new Dictionary<string, string>
        {
            ["02-slow-head-deadline"] = $"{ReadsTheHead} and has no deadline once a byte has come.",
            ["27-two-hosts-evil-first"] = $"{ReadsTheHead} and of two Hosts, which no browser sends, shows the last; that one must be right.",
            ["27-two-hosts-alike"] = $"{ReadsTheHead} and of two Hosts, which no browser sends, shows the last; that one must be right.",
            ["30-blank-before-colon"] = $"{ReadsTheHead} and takes the blank away, which no browser sends.",
        },
    };

    private protected override ICallbackTransport Create() => new HttpListenerCallbackTransport();
}
