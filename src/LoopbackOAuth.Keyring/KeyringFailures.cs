using LoopbackOAuth.Diagnostics;
using Microsoft.Identity.Client.Extensions.Msal;

namespace LoopbackOAuth.Keyring;

/// <summary>Makes of what a keyring throws one trouble and one line of text. The exception itself goes no further: nobody knows what its text holds.</summary>
internal static class KeyringFailures
{
    private const string NativeText = "message:'";
    private const int LongestText = 160;

    private static readonly string[] StaleSession = ["session wrapping the secret", "session does not exist", "was not provided by any .service files", "ServiceUnknown"];

    // Words of libsecret, GLib, gnome-keyring and the Keychain, in the order in which they are looked for.
    private static readonly (string Words, KeyringTrouble Trouble)[] Meanings =
    [
        ("locked", KeyringTrouble.Locked),
        ("dismissed", KeyringTrouble.Locked),
        ("Object does not exist at path", KeyringTrouble.Locked), // A service without a keyring, which somebody would have to make.
        ("Error code: -25308", KeyringTrouble.Locked), // errSecInteractionNotAllowed
        ("Error code: -25293", KeyringTrouble.Locked), // errSecAuthFailed
        ("Error code: -128", KeyringTrouble.Locked), // errSecUserCanceled
        ("autolaunch", KeyringTrouble.NoSession),
        ("dbus-launch", KeyringTrouble.NoSession),
        ("Could not connect", KeyringTrouble.NoSession),
        ("Address element", KeyringTrouble.NoSession), // Of an address that is none.
        ("Connection refused", KeyringTrouble.NoSession),
        ("connection is closed", KeyringTrouble.NoSession),
        ("ServiceUnknown", KeyringTrouble.NoService),
        (".service files", KeyringTrouble.NoService),
        ("StartServiceByName", KeyringTrouble.NoService),
        ("Timeout was reached", KeyringTrouble.NotResponding),
        ("NoReply", KeyringTrouble.NotResponding),
    ];

    /// <summary>What an exception means, and what the keyring said, if it said something.</summary>
    internal static (KeyringTrouble Trouble, string? Said) Of(Exception exception)
    {
        if (exception is TimeoutException)
        {
            return (KeyringTrouble.NotResponding, null);
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DllNotFoundException)
            {
                return (KeyringTrouble.NoLibrary, null);
            }

            if (cause is PlatformNotSupportedException)
            {
                return (KeyringTrouble.NotSupported, null);
            }
        }

        var said = Innermost(exception);

        // It took the item and then had none: a prompt that nobody answered, or a service that keeps nothing.
        if (said is null && exception is MsalCachePersistenceException { InnerException: null })
        {
            return (KeyringTrouble.Refused, "what was written could not be read again");
        }

        var text = said ?? exception.GetBaseException().Message;
        foreach (var (words, trouble) in Meanings)
        {
            if (text.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                return (trouble, Line(said));
            }
        }

        return (KeyringTrouble.Refused, Line(said) ?? exception.GetBaseException().GetType().Name);
    }

    /// <summary>Whether the Secret Service was started anew since this process first spoke to it.</summary>
    internal static bool IsStaleSession(Exception exception) =>
        Innermost(exception) is { } said && StaleSession.Any(words => said.Contains(words, StringComparison.OrdinalIgnoreCase));

    private static string? Innermost(Exception exception)
    {
        string? said = null;
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            said = Native(cause.Message) ?? said;
        }

        return said;
    }

    // The extension library puts the native text between other words, and such texts into one another.
    private static string? Native(string message)
    {
        var start = message.LastIndexOf(NativeText, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var text = message[(start + NativeText.Length)..];
        var end = text.IndexOf("' .Error code:", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    private static string? Line(string? said) => said is null ? null : TerminalText.Sanitize(said, LongestText);
}
