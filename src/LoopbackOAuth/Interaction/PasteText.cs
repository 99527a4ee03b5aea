using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Interaction;

/// <summary>The words about pasting the address the browser was sent to.</summary>
internal static class PasteText
{
    // Attackers ask their victims for exactly this address, so whoever offers a paste says where it belongs.
    private const string OnlyHere = "Paste it only here, never into a web page or a chat: it opens your account.";

    /// <summary>No listener: the page that does not load is the expected end.</summary>
    public static IEnumerable<string> Alone(Uri redirectUri) =>
    [
        "After you approve, the browser goes to",
        PrintableUri.Of(redirectUri),
        "and that page fails to load. This is expected: nothing listens there.",
        "Copy its full address from the address bar and paste it at the prompt below.",
        OnlyHere,
    ];

    /// <summary>The prompt runs beside the listener; which of both comes first in the words depends on which is likelier to work.</summary>
    public static IEnumerable<string> BesideListener(SignInPlan plan) => plan.Hint switch
    {
        SignInHint.None =>
        [
            "If the last page does not load, copy its full address and paste it below.",
            OnlyHere,
        ],
        SignInHint.PasteOnly =>
        [
            "After you approve, the browser goes to that address and the page fails to load.",
            "This is expected. Copy its full address and paste it at the prompt below.",
            OnlyHere,
        ],
        _ =>
        [
            "If you cannot do that, open the URL anyway. The last page then fails to load,",
            "which is expected: copy its full address and paste it at the prompt below.",
            OnlyHere,
        ],
    };

    /// <summary>No prompt is possible, so the words name the way to one where the listener may not be reached.</summary>
    public static IEnumerable<string> Unavailable(SignInPlan plan) => plan.Hint switch
    {
        SignInHint.None => [],
        SignInHint.PasteOnly =>
        [
            "Your browser cannot reach that address, because it is on this remote host.",
            "Start the sign-in again on a terminal: there you can paste the address of the",
            "last page.",
        ],
        _ =>
        [
            "If you cannot do that, start the sign-in again on a terminal: there you can",
            "paste the address of the last page.",
        ],
    };
}
