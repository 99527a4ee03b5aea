using System.Diagnostics.CodeAnalysis;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth;

/// <summary>The result of a browser leg: a validated response, or the outcome that took its place.</summary>
public sealed class BrowserLegResult
{
    private readonly AuthorizationResponse? _response;
    private readonly AuthorizationOutcome? _failure;

    /// <summary>Creates the result of a leg that brought a response.</summary>
    /// <param name="response">The response.</param>
    public BrowserLegResult(AuthorizationResponse response) => _response = response;

    /// <summary>Creates the result of a leg that brought none.</summary>
    /// <param name="failure">Why.</param>
    public BrowserLegResult(AuthorizationOutcome failure) => _failure = failure;

    /// <summary>Gets the response. It may carry the server's error instead of a code.</summary>
    /// <param name="response">The response.</param>
    /// <param name="failure">Why there is none: timed out, cancelled, or nothing could be opened.</param>
    /// <returns><see langword="true"/> when there is a response.</returns>
    public bool TryGetResponse([NotNullWhen(true)] out AuthorizationResponse? response, [NotNullWhen(false)] out AuthorizationOutcome? failure)
    {
        response = _response;
        failure = _failure;
        return response is not null;
    }
}
