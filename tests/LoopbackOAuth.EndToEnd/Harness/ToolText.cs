using System.Text.RegularExpressions;

namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>What the tests know of the tool's wording, in one place.</summary>
internal static partial class ToolText
{
    public const string PastePrompt = "Callback URL:";

    // Patterns, without regard to case, that only the answer to one kind of wrong paste matches.
    public const string EmptyPaste = "nothing was pasted|empty";
    public const string WrongStatePaste = "another sign-in|state";
    public const string OtherPlacePaste = "leads? (to|some)|does not lead";
    public const string AuthorizationUriPaste = "sign-in page";
    public const string BareCodePaste = "code alone|bare code|only the code";
    public const string TooLargePaste = "too (long|large)|longer than";
    public const string PasteClosed = "prompt (is )?closed|keeps? (waiting|listening)|still wait";

    /// <summary>How often a message is on the screen. Addresses and codes, which may be echoes of what was pasted, do not count.</summary>
    public static int CountOf(string pattern, string screen)
        => Regex.Count(LongWord().Replace(screen, ""), pattern, RegexOptions.IgnoreCase, Deadline.Default);

    public static Uri? AuthorizationUri(string line)
        => AuthorizationUriPattern().Match(line) is { Success: true } match ? new Uri(match.Value) : null;

    public static Uri? WaitingUri(string line)
        => WaitingPattern().Match(line) is { Success: true } match ? new Uri(match.Groups[1].Value) : null;

    public static string TunnelCommand(int port) => $"ssh -N -L {port}:127.0.0.1:{port} ";

    [GeneratedRegex(@"\S{40,}", RegexOptions.None, 5000)]
    private static partial Regex LongWord();

    [GeneratedRegex(@"https?://\S+[?&]code_challenge=\S+", RegexOptions.None, 5000)]
    private static partial Regex AuthorizationUriPattern();

    [GeneratedRegex(@"Waiting for callback on (https?://\S*[A-Za-z0-9/])", RegexOptions.None, 5000)]
    private static partial Regex WaitingPattern();
}
