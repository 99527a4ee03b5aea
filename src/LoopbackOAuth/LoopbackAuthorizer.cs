using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth;

/// <summary>The authorizer itself. It is safe to call from many threads; each sign-in has a listener, a state and a verifier of its own.</summary>
public sealed class LoopbackAuthorizer : ILoopbackAuthorizer, IDisposable
{
    private readonly LoopbackOAuthOptions _options;
    private readonly LoopbackAuthorizerParts _parts;

    /// <summary>Creates an authorizer without dependency injection.</summary>
    /// <param name="options">The settings, or <see langword="null"/> for the defaults.</param>
    /// <param name="services">The parts to use instead of the library's own.</param>
    /// <exception cref="ProviderConfigurationException">A configured provider is not valid.</exception>
    /// <exception cref="ArgumentException">An option is outside its legal range.</exception>
    public LoopbackAuthorizer(LoopbackOAuthOptions? options = null, LoopbackAuthorizerServices? services = null)
    {
        _options = options ?? new LoopbackOAuthOptions();
        if (!LoopbackOAuthOptions.IsTimeout(_options.Timeout))
        {
            throw new ArgumentException("The timeout must be between 1 second and 1 hour.", nameof(options));
        }

        _parts = new LoopbackAuthorizerParts(_options, services ?? new LoopbackAuthorizerServices());
    }

    /// <inheritdoc/>
    public async Task<AuthorizationOutcome> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        SignIn signIn = SignIn.Prepare(request, _parts.Providers, _options.Timeout);
        HostEnvironment environment = _parts.EnvironmentProbe.Probe();
        SignInPlan plan = Plan(environment, request.NoBrowser, request.ManualPaste);
        Log.SignInStarts(_parts.Logger, signIn.Provider.Id, environment.Id);

        AuthorizationOutcome outcome = plan.Obstacle is null
            ? await new SignInRun(_parts, _options, signIn, plan, environment).RunAsync(cancellationToken).ConfigureAwait(false)
            : new AuthorizationOutcome.BrowserUnavailable("no_one_to_sign_in", plan.Obstacle, plan.Remedy ?? "");
        Log.SignInEnded(_parts.Logger, signIn.Provider.Id, outcome.Kind, outcome is AuthorizationOutcome.Succeeded ? outcome.Code : outcome.Kind);
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<BrowserLegResult> ReceiveCallbackAsync(BrowserLegRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Secret state = StateOf(request.AuthorizationUri);
        TimeSpan timeout = Timeouts.Checked(request.Timeout ?? _options.Timeout, nameof(request));
        HostEnvironment environment = _parts.EnvironmentProbe.Probe();
        SignInPlan plan = Plan(environment, request.NoBrowser, request.ManualPaste);
        if (plan.Obstacle is not null)
        {
            return new BrowserLegResult(new AuthorizationOutcome.BrowserUnavailable("no_one_to_sign_in", plan.Obstacle, plan.Remedy ?? ""));
        }

        DateTimeOffset deadline = _parts.TimeProvider.GetUtcNow() + timeout;
        using CancellationTokenSource clock = new(timeout, _parts.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        await using BrowserLeg leg = new(_parts, plan);
        try
        {
            await leg.OpenAsync(
                new CallbackSessionOptions { Redirect = new RedirectRule(), RedirectUri = request.RedirectUri, AcceptFormPost = request.FormPost },
                either.Token).ConfigureAwait(false);
            AuthorizationResponse? response = await leg.WaitAsync(
                new SignInPrompt
                {
                    ProviderName = request.ProviderName ?? request.AuthorizationUri.Host,
                    AuthorizationUri = request.AuthorizationUri,
                    RedirectUri = leg.RedirectUri,
                    Plan = plan,
                    Environment = environment,
                    Deadline = deadline,
                    Guide = _options.Guide,
                },
                state,
                new IssuerExpectation(request.Issuer, request.IssuerRequired),
                either.Token).ConfigureAwait(false);
            if (response is not null)
            {
                await leg.CompleteAsync(CallbackPageKind.Received).ConfigureAwait(false);
                return new BrowserLegResult(response);
            }

            return await EndAsync(leg, Endings.ChannelsClosed()).ConfigureAwait(false);
        }
        catch (CallbackTransportException exception)
        {
            return new BrowserLegResult(new AuthorizationOutcome.ListenerUnavailable(exception));
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return await EndAsync(leg, cancellationToken.IsCancellationRequested ? Endings.Cancelled() : Endings.TimedOut(timeout, plan, leg.RefusedCount)).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the connections to authorization servers. Sign-ins under way are not waited for.</summary>
    public void Dispose() => _parts.Dispose();

    private static async Task<BrowserLegResult> EndAsync(BrowserLeg leg, AuthorizationOutcome outcome)
    {
        await leg.CompleteAsync(CallbackPageKind.Failure).ConfigureAwait(false);
        return new BrowserLegResult(outcome);
    }

    private SignInPlan Plan(HostEnvironment environment, bool noBrowser, bool manualPaste) => SignInPlanner.Plan(
        environment,
        new SignInPlanOptions
        {
            NoBrowser = noBrowser || !_options.OpenBrowser,
            ManualPaste = manualPaste,
            CanReadPaste = _options.AllowPrompt && _parts.Presenter.CanReadPaste,
        });

    private static Secret StateOf(Uri authorizationUri)
    {
        if (authorizationUri is { IsAbsoluteUri: true, Query.Length: > 1 } && AuthorizationStateReader.Read(authorizationUri.Query) is { } state)
        {
            return state;
        }

        throw new ArgumentException("The authorization URL must carry one state; without it a response cannot be told from a forged one (RFC 8252 section 8.9).", nameof(authorizationUri));
    }
}
