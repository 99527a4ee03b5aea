using System.Globalization;

namespace LoopbackOAuth.Interaction;

/// <summary>How a container's port is published for a listener on every interface: on the user's own loopback interface and nowhere else.</summary>
internal static class PublishedPort
{
    /// <summary>What <c>docker run -p</c> takes.</summary>
    public static string Of(SignInPrompt prompt) =>
        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{prompt.RedirectUri.Port}:{prompt.RedirectUri.Port}");
}
