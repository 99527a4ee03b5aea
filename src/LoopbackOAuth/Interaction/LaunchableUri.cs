using System.Buffers;
using System.Globalization;
using System.Text;

namespace LoopbackOAuth.Interaction;

/// <summary>Decides which URLs may be handed to another program, and in which characters.</summary>
internal static class LaunchableUri
{
    private const string Active = "$();!*'`|<>^{}\\\"";

    private static readonly SearchValues<char> s_allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@&+,=%");

    /// <summary>Writes the URL anew, in the characters of RFC 3986 only and without quotation marks.</summary>
    /// <param name="uri">The URL.</param>
    /// <returns>The text, which begins with <c>https://</c> or <c>http://</c>.</returns>
    /// <exception cref="ArgumentException">It is neither https nor http on the loopback interface, or cannot be written that way.</exception>
    public static string Serialize(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri)
        {
            throw new ArgumentException("Only an absolute URL can be opened in a browser.", nameof(uri));
        }

        bool isLoopback = uri.Host is "127.0.0.1" or "[::1]" or "localhost";
        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && isLoopback))
        {
            throw new ArgumentException("Only an https URL, or an http URL on the loopback interface, is opened in a browser.", nameof(uri));
        }

        string text = EscapeActive(PrintableUri.Of(uri));
        return text.AsSpan().ContainsAnyExcept(s_allowed)
            ? throw new ArgumentException("The URL holds characters that no URL may hold.", nameof(uri))
            : text;
    }

    // Some launchers hand the URL on to a shell of their own: wslview, for one, puts it into a PowerShell command, where
    // $(...) would run. An escape means the same to the server and nothing to a shell.
    private static string EscapeActive(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char character in text)
        {
            if (Active.Contains(character, StringComparison.Ordinal))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}");
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }
}
