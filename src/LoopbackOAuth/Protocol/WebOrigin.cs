using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Protocol;

/// <summary>Origins (RFC 6454) that an access token may be sent to.</summary>
internal static class WebOrigin
{
    /// <summary>Whether a text is the origin of a place that a token may travel to, in its one exact form: https, or http on the loopback interface.</summary>
    public static bool MayGetTokens(string? text) =>
        !string.IsNullOrEmpty(text) && EndpointRule.TryParse(text, out Uri? url, out _) && Of(url) == text;

    /// <summary>The origin of an absolute address. With a user name in it, it equals none that may get tokens.</summary>
    public static string Of(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
