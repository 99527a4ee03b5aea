using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Providers;

/// <summary>The provider hands over its result in another way than a loopback redirect. Its code is <c>flow_not_loopback</c>.</summary>
public sealed class ProviderFlowNotAvailableException : LoopbackOAuthException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="provider">The id of the provider.</param>
    /// <param name="flow">How that provider signs in.</param>
    public ProviderFlowNotAvailableException(string provider, SignInFlow flow)
        : base(
            "flow_not_loopback",
            $"Provider '{ProviderName.Printable(provider)}' signs in by {InWords(flow)}, not through a loopback redirect.",
            "For now, use the vendor's own tool or an API key: this flow needs neither a listener nor a tunnel; to sign in at a server of your own that does redirect, pass its issuer or its endpoints.")
    {
        Provider = ProviderName.Printable(provider);
        Flow = flow;
    }

    /// <summary>The id of the provider.</summary>
    public string Provider { get; }

    /// <summary>How that provider signs in.</summary>
    public SignInFlow Flow { get; }

    private static string InWords(SignInFlow flow) => flow switch
    {
        SignInFlow.PastedCode => "a code pasted from its own page",
        SignInFlow.DeviceCode => "device code",
        SignInFlow.UserCode => "user code",
        _ => "another flow",
    };
}
