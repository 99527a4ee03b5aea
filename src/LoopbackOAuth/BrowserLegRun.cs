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
    private readonly SignInPlan _plan;
    private readonly HostEnvironment _environment;

    public BrowserLegRun(LoopbackAuthorizerParts parts, LoopbackOAuthOptions options, BrowserLegRequest request, SignInPlan plan, HostEnvironment environment)
    {
        _parts = parts;
        _options = options;
        _request = request;
        _plan = plan;
        _environment = environment;
    }

    /// <summary>Nothing is known about the other client's provider but that it redirects to loopback.</summary>
    public static ProviderDefinition OtherClient { get; } = new() { Id = "other-client" };

    public async Task<BrowserLegResult> RunAsync(Secret state, TimeSpan timeout, CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = _parts.TimeProvider.GetUtcNow() + timeout;
        using CancellationTokenSource clock = new(timeout, _parts.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        BrowserLeg leg = new(_parts, _plan);
        await using (leg.ConfigureAwait(false))
        {
            BrowserLegResult result;
            try
            {
                result = await WalkAsync(leg, state, deadline, either.Token).ConfigureAwait(false);
            }
            catch (CallbackTransportException exception)
            {
                result = new BrowserLegResult(new AuthorizationOutcome.ListenerUnavailable(exception));
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                result = new BrowserLegResult(cancellationToken.IsCancellationRequested ? Endings.Cancelled() : Endings.TimedOut(timeout, _plan, leg.RefusedCount));
            }

            await leg.CompleteAsync(result.TryGetResponse(out _, out _) ? CallbackPageKind.Received : CallbackPageKind.Failure).ConfigureAwait(false);
            return result;
        }
    }

    private async Task<BrowserLegResult> WalkAsync(BrowserLeg leg, Secret state, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        await leg.OpenAsync(
            new CallbackSessionOptions { Redirect = OtherClient.Redirect, RedirectUri = _request.RedirectUri, AcceptFormPost = _request.FormPost },
            cancellationToken).ConfigureAwait(false);
        AuthorizationResponse? response = await leg.WaitAsync(
            new SignInPrompt
            {
                ProviderName = _request.ProviderName ?? _request.AuthorizationUri.Host,
                AuthorizationUri = _request.AuthorizationUri,
                RedirectUri = leg.RedirectUri,
                Plan = _plan,
                Environment = _environment,
                Deadline = deadline,
                Guide = _options.Guide,
            },
            state,
            new IssuerExpectation(_request.Issuer, _request.IssuerRequired),
            cancellationToken).ConfigureAwait(false);
        return response is null ? new BrowserLegResult(Endings.ChannelsClosed()) : new BrowserLegResult(response);
    }
}
