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
/// A request that has an <c>Authorization</c> field of its own is left alone. Many requests that are refused with the same token cause one refresh. The request is sent
/// again when its body can be: none, one that is in memory, or one of known length up to <see cref="AccessTokenHandlerOptions.MaxReplayBody"/>; otherwise the 401 is returned, and the next request has the new token.
/// When even a new token is refused, no further one is asked for during a minute.
/// </para>
/// </remarks>
public sealed class AccessTokenHandler : DelegatingHandler
{
    private static readonly TimeSpan FutilePause = TimeSpan.FromMinutes(1);

    private readonly IAccessTokenProvider _provider;
    private readonly TimeProvider _timeProvider;
    private readonly TokenQuery _query;
    private readonly HashSet<string> _origins;
    private readonly int _maxReplayBody;
    private volatile FutileToken? _futile;

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
        _timeProvider = timeProvider ?? TimeProvider.System;
        _query = options.ToQuery();
        _origins = new HashSet<string>(options.AllowedOrigins, StringComparer.Ordinal);
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
        return request.Headers.Authorization is null && request.RequestUri is { IsAbsoluteUri: true } uri && _origins.Contains(WebOrigin.Of(uri))
            ? SendWithTokenAsync(request, uri, cancellationToken)
            : base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendWithTokenAsync(HttpRequestMessage request, Uri uri, CancellationToken cancellationToken)
    {
        AccessTokenResult result = await _provider.GetAccessTokenAsync(_query, demand: null, cancellationToken).ConfigureAwait(false);
        Secret token = BearerOf(result) ?? throw new AccessTokenUnavailableException(result is AccessTokenResult.Available other ? NotBearer(other) : result);
        HttpContent? content = request.Content;
        bool canReplay = await ReplayableContent.PrepareAsync(content, _maxReplayBody, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await SendOnceAsync(request, token, cancellationToken).ConfigureAwait(false);

        // After a redirect the refusal is about a request that had no token.
        bool isAsSent = ReferenceEquals(request.RequestUri, uri) && ReferenceEquals(request.Content, content);
        if (!isAsSent || !BearerChallenge.AsksForAnotherToken(response) || IsFutile(token))
        {
            return response;
        }

        Secret? next;
        try
        {
            next = BearerOf(await _provider.GetAccessTokenAsync(_query, AccessTokenDemand.ForceRefresh(token), cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            response.Dispose();
            throw;
        }

        if (next is null || next.Equals(token) || !canReplay)
        {
            return response;
        }

        response.Dispose();
        response = await SendOnceAsync(request, next, cancellationToken).ConfigureAwait(false);
        if (BearerChallenge.AsksForAnotherToken(response))
        {
            _futile = new FutileToken(next, _timeProvider.GetTimestamp());
        }

        return response;
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

    private bool IsFutile(Secret token) =>
        _futile is { } futile && futile.Token.Equals(token) && _timeProvider.GetElapsedTime(futile.At) < FutilePause;

    private static Secret? BearerOf(AccessTokenResult result) =>
        result is AccessTokenResult.Available token && token.TokenType.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? token.AccessToken : null;

    private static AccessTokenResult.Failed NotBearer(AccessTokenResult.Available token) => new(
        "token_type_unsupported",
        $"The access token is of the type '{TerminalText.Sanitize(token.TokenType, 40)}', which is not sent as a bearer token.",
        "Use a server or a client registration that gives bearer tokens (RFC 6750).");
}
