using System.Net.Http.Headers;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// Sends the access token of one account with each request to the allowed origins (RFC 6750 section 2.1), and once more with a new one when a server
/// refuses it with 401.
/// </summary>
/// <remarks>
/// <para>
/// Only a request's own address decides. A redirect is followed, if at all, by the handlers below, and those of .NET take the <c>Authorization</c> field away on every
/// redirect, also to the same origin: a 401 after a redirect is returned as it is. After the response the field is taken off the request again, so that a request that is printed shows no token.
/// </para>
/// <para>
/// A request that has an <c>Authorization</c> or a <c>Host</c> field of its own is left alone. Many requests that are refused with the same token cause one refresh. The request is sent
/// again when its body can be: none, one that is in memory, one of stated length up to <see cref="AccessTokenHandlerOptions.MaxReplayBody"/>, or JSON up to that length; otherwise the 401 is returned, and the next request has the new token.
/// An origin forces one refresh a minute, and one more when a request there has been answered with success (2xx) to the new token; when a request is refused with both the old and the new token, the minute is waited in any case.
/// </para>
/// </remarks>
public sealed class AccessTokenHandler : DelegatingHandler
{
    private readonly IAccessTokenProvider _provider;
    private readonly TokenQuery _query;
    private readonly Dictionary<string, RefusalPause> _origins = new(StringComparer.Ordinal);
    private readonly int _maxReplayBody;

    /// <summary>Creates a handler.</summary>
    /// <param name="provider">Gives the tokens.</param>
    /// <param name="options">Whose token, and where it may go. Later changes of it have no effect.</param>
    /// <param name="innerHandler">What sends; <see langword="null"/> when it is set later, as a client factory does.</param>
    /// <param name="timeProvider">The clock; the default is the system's.</param>
    /// <exception cref="ArgumentException">An option is missing or outside its legal range.</exception>
    public AccessTokenHandler(IAccessTokenProvider provider, AccessTokenHandlerOptions options, HttpMessageHandler? innerHandler = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(options);
        if (AccessTokenHandlerRules.Problems(options) is [{ } problem, ..])
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _provider = provider;
        _query = options.ToQuery();
        foreach (string origin in options.AllowedOrigins)
        {
            _origins[origin] = new RefusalPause(timeProvider ?? TimeProvider.System);
        }

        _maxReplayBody = options.MaxReplayBody;
        if (innerHandler is not null)
        {
            InnerHandler = innerHandler;
        }
    }

    /// <summary>Not supported: to get a token may take a request, and waiting for it would block the thread.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{nameof(AccessTokenHandler)} works with asynchronous requests only.");

    /// <summary>Sends a request, with the token when it goes to an allowed origin.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The response.</returns>
    /// <exception cref="AccessTokenUnavailableException">There is no token; the request was not sent.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return PauseOf(request) is { } pause
            ? SendWithTokenAsync(request, pause, cancellationToken)
            : base.SendAsync(request, cancellationToken);
    }

    // Whoever sets a Host field talks to that host, which then is also the one whose certificate is checked.
    private RefusalPause? PauseOf(HttpRequestMessage request) =>
        request.Headers.Authorization is null
        && request.Headers.Host is null
        && request.RequestUri is { IsAbsoluteUri: true } uri
        && _origins.TryGetValue(WebOrigin.Of(uri), out RefusalPause? pause)

        // The zone of an IPv6 address is no part of its origin, but of where the request goes.
        && !uri.IdnHost.Contains('%', StringComparison.Ordinal)
            ? pause
            : null;

    private async Task<HttpResponseMessage> SendWithTokenAsync(HttpRequestMessage request, RefusalPause pause, CancellationToken cancellationToken)
    {
        AccessTokenResult result = await _provider.GetAccessTokenAsync(_query, demand: null, cancellationToken).ConfigureAwait(false);
        Secret token = BearerOf(result) ?? throw new AccessTokenUnavailableException(result is AccessTokenResult.Available other ? NotBearer(other) : result);
        Uri? uri = request.RequestUri;
        using ReplayableBody body = await ReplayableBody.TakeAsync(request, _maxReplayBody, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await SendOnceAsync(request, token, cancellationToken).ConfigureAwait(false);

        // After a redirect the refusal is about a request that had no token.
        if (!ReferenceEquals(request.RequestUri, uri))
        {
            return response;
        }

        if (!BearerChallenge.AsksForAnotherToken(response))
        {
            TellIfGood(response, token, pause);
            return response;
        }

        try
        {
            if (await RenewAsync(token, pause, cancellationToken).ConfigureAwait(false) is not { } next || !body.TryRewind())
            {
                return response;
            }

            response.Dispose();
            response = await SendOnceAsync(request, next, cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(request.RequestUri, uri))
            {
                Judge(response, next, pause);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static void Judge(HttpResponseMessage response, Secret token, RefusalPause pause)
    {
        if (BearerChallenge.AsksForAnotherToken(response))
        {
            pause.RefusedAgain(token);
        }
        else
        {
            TellIfGood(response, token, pause);
        }
    }

    // Busy servers, limits, redirects and unknown paths are answered without a look at the token.
    private static void TellIfGood(HttpResponseMessage response, Secret token, RefusalPause pause)
    {
        if (response.IsSuccessStatusCode)
        {
            pause.Accepted(token);
        }
    }

    /// <summary>Another token than the one that was refused, or <see langword="null"/>. During the pause it is what the provider has by itself.</summary>
    private async Task<Secret?> RenewAsync(Secret refused, RefusalPause pause, CancellationToken cancellationToken)
    {
        bool isForced = pause.MayForce(refused);
        AccessTokenResult result = await _provider.GetAccessTokenAsync(_query, isForced ? AccessTokenDemand.ForceRefresh(refused) : null, cancellationToken).ConfigureAwait(false);
        if (isForced)
        {
            pause.Ended(refused, (result as AccessTokenResult.Available)?.AccessToken);
        }

        return BearerOf(result) is { } next && !next.Equals(refused) ? next : null;
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, Secret token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Headers.Authorization = null;
        }
    }

    private static Secret? BearerOf(AccessTokenResult result) =>
        result is AccessTokenResult.Available token && token.TokenType.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? token.AccessToken : null;

    private static AccessTokenResult.Failed NotBearer(AccessTokenResult.Available token) => new(
        AccessTokenFailure.InvalidResponse,
        "token_type_unsupported",
        $"The access token is of the type '{TerminalText.Sanitize(token.TokenType, 40)}', which is not sent as a bearer token.",
        "Use a server or a client registration that gives bearer tokens (RFC 6750).");
}
