using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth;

/// <summary>Holds another client's authorization request to the rules that this library's own ones keep by construction.</summary>
internal static class BrowserLegRequestRules
{
    /// <returns>The state that a response must repeat.</returns>
    /// <exception cref="ArgumentException">The request cannot work, or would not be safe.</exception>
    public static Secret Check(BrowserLegRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);

        // Both throw for what may not be shown to a user, or not be listened on.
        _ = LaunchableUri.Serialize(request.AuthorizationUri);
        try
        {
            _ = LoopbackAddress.OfFixed(request.RedirectUri);
        }
        catch (CallbackTransportException exception)
        {
            throw new ArgumentException($"{exception.Message} {exception.Remedy}", nameof(request), exception);
        }

        AuthorizationUrlReader url = new(request.AuthorizationUri);
        return url.RedirectUri is { } redirectUri && redirectUri != request.RedirectUri.OriginalString
            ? throw new ArgumentException("The authorization URL asks for another redirect URI than the one to listen on.", nameof(request))
            : request.State ?? url.State ?? throw new ArgumentException(
                "Neither the request nor its authorization URL has one state; without it a response cannot be told from a forged one (RFC 8252 section 8.9).",
                nameof(request));
    }
}
