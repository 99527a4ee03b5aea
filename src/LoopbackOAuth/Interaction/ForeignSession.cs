using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Whether this process is root in the session of somebody else. A browser would then run as root on that user's display, leave
/// files of root in that user's profile, and be signed in as nobody.
/// </summary>
internal static class ForeignSession
{
    private const string Root = "root";

    private static readonly string[] s_callers = ["SUDO_USER", "DOAS_USER"];

    // su leaves these as they were when it makes a root of somebody, and sudo does not.
    private static readonly string[] s_names = ["USER", "LOGNAME"];

    /// <summary>Whether root was entered from another user's session by <c>sudo</c>, <c>doas</c>, <c>pkexec</c> or <c>su</c>.</summary>
    public static bool IsEntered(BrowserFacts facts) => facts.IsRoot && (CallerOf(facts) is not null || IsCalledByNumber(facts));

    /// <summary>Whether the display belongs to another user than root.</summary>
    public static bool OwnsDisplay(BrowserFacts facts) => facts is { IsRoot: true, HasDisplay: true, IsDisplayOfAnotherUser: true };

    /// <summary>Whose session it is, in words: <c>ada's</c>.</summary>
    public static string Possessive(BrowserFacts facts) => ShellSafeName.User(CallerOf(facts)) is { } name ? $"{name}'s" : "another user's";

    private static string? CallerOf(BrowserFacts facts) => s_callers.Concat(s_names)
        .Where(facts.Has)
        .Select(variable => facts.Variables[variable])
        .FirstOrDefault(name => name != Root);

    private static bool IsCalledByNumber(BrowserFacts facts) => facts.Has("PKEXEC_UID") && facts.Variables["PKEXEC_UID"] != "0";
}
