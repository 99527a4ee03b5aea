using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Environments;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Protocol;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth;

/// <summary>One sign-in from discovery to the store. Verifier, state and nonce are made once and serve every channel.</summary>
internal sealed class SignInRun
{
    private readonly LoopbackAuthorizerParts _parts;
    private readonly LoopbackOAuthOptions _options;
    private readonly SignIn _signIn;
    private readonly SignInPlan _plan;
    private readonly HostEnvironment _environment;
    private readonly ProofKey _proofKey = ProofKey.Create();
    private readonly Secret _state = RandomToken.Create();
    private readonly Secret? _nonce;

    public SignInRun(LoopbackAuthorizerParts parts, LoopbackOAuthOptions options, SignIn signIn, SignInPlan plan, HostEnvironment environment)
    {
        _parts = parts;
        _options = options;
        _signIn = signIn;
        _plan = plan;
        _environment = environment;
        _nonce = signIn.Provider.AlwaysSendNonce || signIn.Provider.Scopes.Contains("openid", StringComparer.Ordinal) ? RandomToken.Create() : null;
    }

    public async Task<AuthorizationOutcome> RunAsync(CancellationToken cancellationToken)
    {
        BrowserLeg leg = new(_parts, _plan, _signIn.Timeout);
        await using (leg.ConfigureAwait(false))
        {
            return await leg.RunAsync(
                beforeDeadline => WalkAsync(leg, beforeDeadline, cancellationToken),
                static ending => ending,
                PageOf,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private static CallbackPageKind PageOf(AuthorizationOutcome outcome) => outcome switch
    {
        AuthorizationOutcome.Succeeded => CallbackPageKind.Success,
        AuthorizationOutcome.Denied => CallbackPageKind.Denied,
        _ => CallbackPageKind.Failure,
    };

    private async Task<AuthorizationOutcome> WalkAsync(BrowserLeg leg, CancellationToken beforeDeadline, CancellationToken cancellationToken)
    {
        try
        {
            await _parts.TokenStore.VerifyAsync(beforeDeadline).ConfigureAwait(false);
        }
        catch (TokenStoreException exception)
        {
            return new AuthorizationOutcome.ExchangeFailed(exception.Code, $"The tokens could not be stored: {exception.Message}", exception.Remedy);
        }

        ProtocolResult<AuthorizationServerMetadata> resolved = await DiscoverAsync(beforeDeadline).ConfigureAwait(false);
        if (!resolved.TryGet(out AuthorizationServerMetadata? server, out OAuthError? error))
        {
            return ServerAnswers.Discovery(error);
        }

        // A parameter must not come twice (RFC 6749 section 3.1), whoever put it there.
        if (AuthorizationUrl.QueryNames(server.AuthorizationEndpoint).FirstOrDefault(IsSent) is { } repeated)
        {
            return ServerAnswers.RepeatedParameter(repeated);
        }

        await leg.OpenAsync(
            new CallbackSessionOptions
            {
                Redirect = _signIn.Provider.Redirect,
                AcceptFormPost = _signIn.Request.FormPost,
                UnsafeListenAny = _signIn.Request.UnsafeListenAny,
                CallbackOrigins = _signIn.Provider.CallbackOrigins,
                Pages = _options.Pages,
            },
            beforeDeadline).ConfigureAwait(false);
        AuthorizationResponse? response = await leg.WaitAsync(
            Prompt(leg, server),
            _state,
            new IssuerExpectation(server.Issuer, server.AuthorizationResponseIssParameterSupported),
            beforeDeadline).ConfigureAwait(false);

        // From here on the user has done their part: the deadline is over with, and only the caller may still cancel.
        return response is null
            ? Endings.ChannelsClosed()
            : Validate(response) ?? await ExchangeAndStoreAsync(server, response, leg.RedirectUri, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ProtocolResult<AuthorizationServerMetadata>> DiscoverAsync(CancellationToken cancellationToken)
    {
        using TelemetrySpan? discover = TelemetrySpan.StartStep(LoopbackOAuthTelemetry.DiscoverActivity);
        ProtocolResult<AuthorizationServerMetadata> resolved = await _parts.Metadata.ResolveAsync(_signIn.Provider.Server, cancellationToken).ConfigureAwait(false);
        Judge(discover, resolved.TryGet(out _, out OAuthError? error) ? null : error);
        return resolved;
    }

    // Its form, state and issuer were right, or it would not have been accepted: this is about what it says.
    private AuthorizationOutcome? Validate(AuthorizationResponse response)
    {
        using TelemetrySpan? validate = TelemetrySpan.StartStep(LoopbackOAuthTelemetry.ValidateActivity);
        AuthorizationOutcome? refused = response switch
        {
            { IsContradictory: true } => ServerAnswers.Contradiction(response, Scrubber(response)),
            { Error: not null } => ServerAnswers.Refusal(response, Scrubber(response)),
            _ => null,
        };
        if (refused is null)
        {
            validate?.Succeed();
        }
        else
        {
            validate?.Fail(refused.Code);
        }

        return refused;
    }

    private SecretScrubber Scrubber(AuthorizationResponse response) => new(_state, _nonce, response.Code, _signIn.Provider.ClientSecret);

    private static void Judge(TelemetrySpan? span, OAuthError? error)
    {
        if (error is null)
        {
            span?.Succeed();
        }
        else
        {
            span?.Fail(error.Code, error.StatusCode);
        }
    }

    // The protocol's own names were refused with the metadata; here it is about the extra ones.
    private bool IsSent(string name) => _signIn.Provider.AuthorizationParameters.ContainsKey(name);

    private SignInPrompt Prompt(BrowserLeg leg, AuthorizationServerMetadata server) => new()
    {
        ProviderName = _signIn.Provider.DisplayName,
        AuthorizationUri = AuthorizationUrl.Build(
            server.AuthorizationEndpoint,
            new AuthorizationUrlParameters
            {
                ClientId = _signIn.ClientId,
                RedirectUri = leg.RedirectUri.OriginalString,
                State = _state,
                CodeChallenge = _proofKey.Challenge,
                Nonce = _nonce,
                Scopes = _signIn.Provider.Scopes,
                Resources = _signIn.Resources,
                Extra = _signIn.Provider.AuthorizationParameters,
            }),
        RedirectUri = leg.RedirectUri,
        UnsafeListenAny = _signIn.Request.UnsafeListenAny,
        PreferredPort = _signIn.Provider.Redirect.Port.Ports is [int preferred, ..] ? preferred : null,
        Plan = _plan,
        Environment = _environment,
        Deadline = leg.Deadline,
        ProviderDocumentation = _signIn.Provider.Documentation,
        Guide = _options.Guide,
    };

    private async Task<AuthorizationOutcome> ExchangeAndStoreAsync(AuthorizationServerMetadata server, AuthorizationResponse response, Uri redirectUri, CancellationToken cancellationToken)
    {
        (TokenResponse? granted, AuthorizationOutcome? failed) = await ExchangeAsync(server, response.Code!, redirectUri, cancellationToken).ConfigureAwait(false);
        if (granted is null)
        {
            return failed!;
        }

        TokenKey key = new()
        {
            Provider = _signIn.Provider.Id,
            Issuer = server.Issuer ?? server.TokenEndpoint,
            ClientId = _signIn.ClientId,
            Account = _signIn.Request.Account,
            Resource = _signIn.Request.Resource,
        };
        TokenSet tokens = IssuedTokens.From(granted, _signIn.Provider.Scopes, _parts.TimeProvider.GetUtcNow(), _nonce) with { TokenEndpoint = server.TokenEndpoint };
        return await StoreAsync(key, tokens, cancellationToken).ConfigureAwait(false) ?? new AuthorizationOutcome.Succeeded(key, tokens, redirectUri, response.Transport);
    }

    private async Task<(TokenResponse? Granted, AuthorizationOutcome? Failed)> ExchangeAsync(AuthorizationServerMetadata server, Secret code, Uri redirectUri, CancellationToken cancellationToken)
    {
        using TelemetrySpan? exchange = TelemetrySpan.StartStep(LoopbackOAuthTelemetry.ExchangeActivity);
        ProtocolResult<TokenResponse> exchanged = await _parts.Tokens.ExchangeAsync(
            new CodeExchange
            {
                TokenEndpoint = server.TokenEndpoint,
                ClientId = _signIn.ClientId,
                ClientSecret = _signIn.Provider.ClientSecret,
                Authentication = _signIn.Provider.ClientAuthentication,
                TokenEndpointAuthMethodsSupported = server.TokenEndpointAuthMethodsSupported,
                Code = code,
                CodeVerifier = _proofKey.Verifier,
                RepeatedCodeChallenge = _signIn.Provider.RepeatCodeChallenge ? _proofKey.Challenge : null,
                RedirectUri = redirectUri.OriginalString,
                Resources = _signIn.Resources,
            },
            cancellationToken).ConfigureAwait(false);
        if (!exchanged.TryGet(out TokenResponse? granted, out OAuthError? error))
        {
            Judge(exchange, error);
            return (null, ServerAnswers.Exchange(error));
        }

        OAuthError? refused = CheckIdToken(granted, server, _parts.TimeProvider.GetUtcNow());
        Judge(exchange, refused);
        return refused is null ? (granted, null) : (null, ServerAnswers.IdToken(refused));
    }

    private async Task<AuthorizationOutcome?> StoreAsync(TokenKey key, TokenSet tokens, CancellationToken cancellationToken)
    {
        using TelemetrySpan? store = TelemetrySpan.StartStep(LoopbackOAuthTelemetry.StoreActivity);
        try
        {
            await _parts.AccessTokens.ReplaceAsync(_parts.TokenStore, key, tokens, cancellationToken).ConfigureAwait(false);
            store?.Succeed();
            return null;
        }
        catch (TokenStoreException exception)
        {
            store?.Fail(exception.Code);
            return new AuthorizationOutcome.ExchangeFailed(exception.Code, $"The tokens could not be stored: {exception.Message}", exception.Remedy);
        }
#pragma warning disable CA1031 // A store is the caller's own code; the browser that waits still gets a true page, and the user an outcome.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // The text of a foreign exception could hold anything, tokens too.
            store?.Fail("store_failed");
            Log.StoreFailed(_parts.Logger, exception.GetType().Name);
            return new AuthorizationOutcome.ExchangeFailed("store_failed", $"The tokens could not be stored: the token store failed ({exception.GetType().Name}).", "Mend the token store, or use one that works; its exception is not passed on, because its text could hold a token.");
        }
    }

    // OpenID Connect Core 3.1.3.7: with openid the nonce that was sent must come back, before anything reaches the store.
    private OAuthError? CheckIdToken(TokenResponse granted, AuthorizationServerMetadata server, DateTimeOffset now) =>
        (granted.IdToken, _nonce) switch
        {
            (null, _) => null,
            ({ } idToken, { } nonce) => IdTokenCheck.Check(idToken, nonce, server.Issuer, _signIn.ClientId, now),
            _ => null,
        };
}
