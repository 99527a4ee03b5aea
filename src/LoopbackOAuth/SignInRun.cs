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
        _nonce = signIn.Provider.AlwaysSendNonce || signIn.Scopes.Contains("openid", StringComparer.Ordinal) ? RandomToken.Create() : null;
    }

    public async Task<AuthorizationOutcome> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = _parts.TimeProvider.GetUtcNow() + _signIn.Timeout;
        using CancellationTokenSource clock = new(_signIn.Timeout, _parts.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        BrowserLeg leg = new(_parts, _plan);
        await using (leg.ConfigureAwait(false))
        {
            AuthorizationOutcome outcome;
            try
            {
                outcome = await WalkAsync(leg, deadline, either.Token, cancellationToken).ConfigureAwait(false);
            }
            catch (CallbackTransportException exception)
            {
                outcome = new AuthorizationOutcome.ListenerUnavailable(exception);
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                outcome = cancellationToken.IsCancellationRequested
                    ? Endings.Cancelled()
                    : Endings.TimedOut(_signIn.Timeout, _plan, leg.RefusedCount);
            }

            await leg.CompleteAsync(PageOf(outcome)).ConfigureAwait(false);
            return outcome;
        }
    }

    private static CallbackPageKind PageOf(AuthorizationOutcome outcome) => outcome switch
    {
        AuthorizationOutcome.Succeeded => CallbackPageKind.Success,
        AuthorizationOutcome.Denied => CallbackPageKind.Denied,
        _ => CallbackPageKind.Failure,
    };

    private async Task<AuthorizationOutcome> WalkAsync(BrowserLeg leg, DateTimeOffset deadline, CancellationToken beforeDeadline, CancellationToken cancellationToken)
    {
        ProtocolResult<AuthorizationServerMetadata> resolved = await _parts.Metadata.ResolveAsync(_signIn.Provider.Server, beforeDeadline).ConfigureAwait(false);
        if (!resolved.TryGet(out AuthorizationServerMetadata? server, out OAuthError? error))
        {
            return ServerAnswers.Discovery(error);
        }

        await leg.OpenAsync(new CallbackSessionOptions { Redirect = _signIn.Provider.Redirect, AcceptFormPost = _signIn.Request.FormPost }, beforeDeadline).ConfigureAwait(false);
        AuthorizationResponse? response = await leg.WaitAsync(
            Prompt(leg.RedirectUri, server, deadline),
            _state,
            new IssuerExpectation(server.Issuer, server.AuthorizationResponseIssParameterSupported),
            beforeDeadline).ConfigureAwait(false);

        // From here on the user has done their part: the deadline is over with, and only the caller may still cancel.
        return response is null
            ? Endings.ChannelsClosed()
            : response switch
            {
                { IsContradictory: true } => ServerAnswers.Contradiction(response),
                { Error: not null } => ServerAnswers.Refusal(response),
                _ => await ExchangeAsync(server, response, leg.RedirectUri, cancellationToken).ConfigureAwait(false),
            };
    }

    private SignInPrompt Prompt(Uri redirectUri, AuthorizationServerMetadata server, DateTimeOffset deadline) => new()
    {
        ProviderName = _signIn.Provider.DisplayName,
        AuthorizationUri = AuthorizationUrl.Build(
            server.AuthorizationEndpoint,
            new AuthorizationUrlParameters
            {
                ClientId = _signIn.ClientId,
                RedirectUri = redirectUri.OriginalString,
                State = _state,
                CodeChallenge = _proofKey.Challenge,
                Nonce = _nonce,
                Scopes = _signIn.Scopes,
                Resources = _signIn.Resources,
                Extra = _signIn.Parameters,
            }),
        RedirectUri = redirectUri,
        Plan = _plan,
        Environment = _environment,
        Deadline = deadline,
        ProviderDocumentation = _signIn.Provider.Documentation,
        Guide = _options.Guide,
    };

    private async Task<AuthorizationOutcome> ExchangeAsync(AuthorizationServerMetadata server, AuthorizationResponse response, Uri redirectUri, CancellationToken cancellationToken)
    {
        ProtocolResult<TokenResponse> exchanged = await _parts.Tokens.ExchangeAsync(
            new CodeExchange
            {
                TokenEndpoint = server.TokenEndpoint,
                ClientId = _signIn.ClientId,
                ClientSecret = _signIn.ClientSecret,
                Authentication = _signIn.Provider.ClientAuthentication,
                TokenEndpointAuthMethodsSupported = server.TokenEndpointAuthMethodsSupported,
                Code = response.Code!,
                CodeVerifier = _proofKey.Verifier,
                RepeatedCodeChallenge = _signIn.Provider.RepeatCodeChallenge ? _proofKey.Challenge : null,
                RedirectUri = redirectUri.OriginalString,
                Resources = _signIn.Resources,
            },
            cancellationToken).ConfigureAwait(false);
        if (!exchanged.TryGet(out TokenResponse? granted, out OAuthError? error))
        {
            return ServerAnswers.Exchange(error);
        }

        DateTimeOffset now = _parts.TimeProvider.GetUtcNow();
        if (CheckIdToken(granted, server, now) is { } refused)
        {
            return ServerAnswers.IdToken(refused);
        }

        TokenKey key = new()
        {
            Provider = _signIn.Provider.Id,
            Issuer = server.Issuer ?? server.TokenEndpoint,
            ClientId = _signIn.ClientId,
            Account = _signIn.Request.Account,
            Resource = _signIn.Request.Resource,
        };
        TokenSet tokens = IssuedTokens.From(granted, _signIn.Scopes, now, keepIdToken: _nonce is not null);
        try
        {
            await _parts.TokenStore.SetAsync(key, tokens, cancellationToken).ConfigureAwait(false);
        }
        catch (TokenStoreException exception)
        {
            return new AuthorizationOutcome.ExchangeFailed(exception.Code, $"The tokens could not be stored: {exception.Message}", exception.Remedy);
        }

        return new AuthorizationOutcome.Succeeded(key, tokens, redirectUri, response.Transport);
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
