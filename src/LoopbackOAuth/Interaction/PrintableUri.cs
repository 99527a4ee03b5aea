namespace LoopbackOAuth.Interaction;

/// <summary>Writes a URI in visible ASCII, however it was given.</summary>
internal static class PrintableUri
{
    /// <summary>The URI as the parser writes it, with an internationalized host name in its ASCII form.</summary>
    /// <param name="uri">An absolute URI.</param>
    /// <returns>The text. Characters that the parser let through but that are not visible ASCII are percent-encoded.</returns>
    public static string Of(Uri uri)
    {
        string text = uri.AbsoluteUri;
        if (IsVisibleAscii(text))
        {
            return text;
        }

        text = new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri;
        return IsVisibleAscii(text) ? text : string.Concat(text.Select(c => c is > ' ' and <= '~' ? c.ToString() : Uri.EscapeDataString(c.ToString())));
    }

    private static bool IsVisibleAscii(string text) => !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
