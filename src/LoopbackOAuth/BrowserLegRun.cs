using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth;

/// <summary>One browser leg on behalf of another OAuth client.</summary>
internal sealed class BrowserLegRun
{
    private readonly LoopbackAuthorizerParts _parts;
    private readonly LoopbackOAuthOptions _options;
    private readonly BrowserLegRequest _request;
    private readonly Secret _state;
    private readonly SignInPlan _plan;
    private readonly HostEnvironment _environment;

    public BrowserLegRun(LoopbackAuthorizerParts parts, LoopbackOAuthOptions options, BrowserLegRequest request, Secret state, SignInPlan plan, HostEnvironment environment)
    {
        _parts = parts;
        _options = options;
        _request = request;
        _state = state;
        _plan = plan;
        _environment = environment;
    }

    /// <summary>Nothing is known about the other client's provider but that it redirects to loopback.</summary>
    public static ProviderDefinition OtherClient { get; } = new() { Id = "other-client" };

    public async Task<BrowserLegResult> RunAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        BrowserLeg leg = new(_parts, _plan, timeout);
        await using (leg.ConfigureAwait(false))
        {
            return await leg.RunAsync(
                beforeDeadline => WalkAsync(leg, beforeDeadline),
                static ending => new BrowserLegResult(ending),
                static result => result.TryGetResponse(out _, out _) ? CallbackPageKind.Received : CallbackPageKind.Failure,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<BrowserLegResult> WalkAsync(BrowserLeg leg, CancellationToken cancellationToken)
    {
        await leg.OpenAsync(
            new CallbackSessionOptions { Redirect = OtherClient.Redirect, RedirectUri = _request.RedirectUri, AcceptFormPost = _request.FormPost, Pages = _options.Pages },
            cancellationToken).ConfigureAwait(false);
        AuthorizationResponse? response = await leg.WaitAsync(
            new SignInPrompt
            {
                ProviderName = _request.ProviderName ?? _request.AuthorizationUri.Host,
                AuthorizationUri = _request.AuthorizationUri,
                RedirectUri = leg.RedirectUri,
                Plan = _plan,
                Environment = _environment,
                Deadline = leg.Deadline,
                Guide = _options.Guide,
            },
            _state,
            new IssuerExpectation(_request.Issuer, _request.IssuerRequired),
            cancellationToken).ConfigureAwait(false);
        return response is null ? new BrowserLegResult(Endings.ChannelsClosed()) : new BrowserLegResult(response);
    }
}
