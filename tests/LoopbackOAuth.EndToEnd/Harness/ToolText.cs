using System.Text.RegularExpressions;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>What the tests know of the tool's wording, in one place.</summary>
internal static partial class ToolText
{
    public const string PastePrompt = "Callback URL:";
    public const string Success = "Login successful!";

    // Words that only the answer to one kind of wrong paste has.
    public const string EmptyPaste = "nothing was pasted";
    public const string WrongStatePaste = "state does not belong";
    public const string OtherPlacePaste = "same host, port and path";
    public const string AuthorizationUriPaste = "sign-in page itself";
    public const string BareCodePaste = "a code alone";
    public const string TooLargePaste = "longer than 16 KB";
    public const string PasteClosed = "prompt is closed";

    public static Uri? AuthorizationUri(string text)
        => AuthorizationUriPattern().Match(text) is { Success: true } match ? new Uri(match.Value) : null;

    public static Uri? WaitingUri(string text)
        => WaitingPattern().Match(text) is { Success: true } match ? new Uri(match.Groups[1].Value) : null;

    public static string TunnelCommand(int port) => $"ssh -N -L {port}:127.0.0.1:{port} ";

    /// <summary>
    /// How often a message is on the screen, however its lines are broken. Addresses and codes do not count: they may be
    /// echoes of what was pasted.
    /// </summary>
    public static int CountOf(string message, string screen)
        => Regex.Count(
            Blanks().Replace(LongWord().Replace(screen, ""), " "),
            Regex.Escape(message),
            RegexOptions.IgnoreCase,
            Deadline.Default);

    [GeneratedRegex(@"\s+", RegexOptions.None, 5000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\S{40,}", RegexOptions.None, 5000)]
    private static partial Regex LongWord();

    [GeneratedRegex(@"https?://\S+[?&]code_challenge=\S+", RegexOptions.None, 5000)]
    private static partial Regex AuthorizationUriPattern();

    [GeneratedRegex(@"Waiting for callback on (https?://\S*[A-Za-z0-9/])", RegexOptions.None, 5000)]
    private static partial Regex WaitingPattern();
}
