using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth;

/// <summary>The authorizer itself. It is safe to call from many threads; each sign-in has a listener, a state and a verifier of its own.</summary>
public sealed class LoopbackAuthorizer : ILoopbackAuthorizer, IDisposable, IAsyncDisposable
{
    private readonly LoopbackOAuthOptions _options;
    private readonly LoopbackAuthorizerParts _parts;

    /// <summary>Creates an authorizer without dependency injection.</summary>
    /// <param name="options">The settings, or <see langword="null"/> for the defaults.</param>
    /// <param name="services">The parts to use instead of the library's own.</param>
    /// <exception cref="ArgumentException">An option is outside its legal range, or a configured provider is not valid.</exception>
    public LoopbackAuthorizer(LoopbackOAuthOptions? options = null, LoopbackAuthorizerServices? services = null)
    {
        _options = options ?? new LoopbackOAuthOptions();
        if (LoopbackOAuthOptionsRules.Problems(_options) is [{ } problem, ..])
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _parts = new LoopbackAuthorizerParts(_options, services ?? new LoopbackAuthorizerServices());
    }

    /// <summary>The access tokens of those who are signed in, refreshed when they must be. It works with the same store, providers and clock, and until this authorizer is disposed.</summary>
    public IAccessTokenProvider AccessTokens => _parts.AccessTokens;

    /// <inheritdoc/>
    public async Task<AuthorizationOutcome> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        SignIn signIn = SignIn.Prepare(request, _parts.Providers, _options.Timeout);
        using SignInTelemetry? telemetry = SignInTelemetry.OfSignIn(signIn.Provider.Id);
        HostEnvironment environment = Probe(telemetry);
        SignInPlan plan = Plan(signIn.Provider, environment, request.NoBrowser, request.ManualPaste);
        Log.SignInStarts(_parts.Logger, signIn.Provider.Id, environment.Id);

        AuthorizationOutcome outcome = plan.Obstacle is null
            ? await new SignInRun(_parts, _options, signIn, plan, environment).RunAsync(cancellationToken).ConfigureAwait(false)
            : NobodyThere(plan);
        Report(telemetry, outcome);
        Log.SignInEnded(_parts.Logger, signIn.Provider.Id, outcome.Kind, outcome is AuthorizationOutcome.Succeeded ? outcome.Code : outcome.Kind);
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<BrowserLegResult> ReceiveCallbackAsync(BrowserLegRequest request, CancellationToken cancellationToken = default)
    {
        Secret state = BrowserLegRequestRules.Check(request);
        TimeSpan timeout = Timeouts.Checked(request.Timeout ?? _options.Timeout, nameof(request));
        using SignInTelemetry? telemetry = SignInTelemetry.OfBrowserLeg();
        HostEnvironment environment = Probe(telemetry);
        SignInPlan plan = Plan(BrowserLegRun.OtherClient, environment, request.NoBrowser, request.ManualPaste);
        BrowserLegResult result = plan.Obstacle is null
            ? await new BrowserLegRun(_parts, _options, request, state, plan, environment).RunAsync(timeout, cancellationToken).ConfigureAwait(false)
            : new BrowserLegResult(NobodyThere(plan));
        if (result.TryGetResponse(out _, out AuthorizationOutcome? failure))
        {
            telemetry?.Succeeded("received");
        }
        else
        {
            Report(telemetry, failure);
        }

        return result;
    }

    /// <summary>
    /// Lets no further refresh begin, and does not wait: a refresh whose request is under way goes on in the background and is stored, and the connections to authorization
    /// servers are closed after it. When the process ends before that, what the server answered is lost, and with a server that rotates refresh tokens the sign-in: prefer
    /// <see cref="DisposeAsync"/>. Sign-ins under way are not waited for.
    /// </summary>
    /// <remarks>From then on a token that only the store or the server could give is an <see cref="ObjectDisposedException"/>.</remarks>
    public void Dispose() => _parts.Dispose();

    /// <summary>
    /// Lets no further refresh begin, waits until those whose request is under way have ended and are stored, and closes the connections to authorization servers. A refresh
    /// that has sent nothing yet ends at once. It takes at most 40 seconds: a request may take 30. Sign-ins under way are not waited for.
    /// </summary>
    /// <remarks>From then on a token that only the store or the server could give is an <see cref="ObjectDisposedException"/>.</remarks>
    /// <returns>A task that ends when they are closed, and never fails.</returns>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private HostEnvironment Probe(SignInTelemetry? telemetry)
    {
        using TelemetrySpan? probe = TelemetrySpan.StartStep(LoopbackOAuthTelemetry.ProbeActivity);
        HostEnvironment environment = _parts.EnvironmentProbe.Probe();
        probe?.Succeed();
        telemetry?.RunsIn(environment.Id);
        return environment;
    }

    private static void Report(SignInTelemetry? telemetry, AuthorizationOutcome outcome)
    {
        if (outcome is AuthorizationOutcome.Succeeded)
        {
            telemetry?.Succeeded(outcome.Kind);
        }
        else
        {
            telemetry?.Failed(outcome.Kind, outcome.Code, outcome.ServerError?.StatusCode);
        }
    }

    private static AuthorizationOutcome.BrowserUnavailable NobodyThere(SignInPlan plan) => new(plan.ObstacleCode!, plan.Obstacle!, plan.Remedy ?? "");

    private SignInPlan Plan(ProviderDefinition provider, HostEnvironment environment, bool noBrowser, bool manualPaste) => SignInPlanner.Plan(
        provider,
        environment,
        new SignInPlanOptions
        {
            NoBrowser = noBrowser || !_options.OpenBrowser,
            ManualPaste = manualPaste,
            CanReadPaste = _options.AllowPrompt && _parts.Presenter.CanReadPaste,
        });
}
