using LoopbackOAuth.Environments;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Whether this process is root in the session of somebody else. A browser would then run as root on that user's display, leave
/// files of root in that user's profile, and be signed in as nobody.
/// </summary>
internal static class ForeignSession
{
    /// <summary>Whether root was entered from another user's session by <c>sudo</c>, <c>doas</c>, <c>pkexec</c> or <c>su</c>.</summary>
    public static bool IsEntered(BrowserFacts facts) => facts.IsRoot && IsCalled(facts, out _);

    /// <summary>Whether the display belongs to another user than root.</summary>
    public static bool OwnsDisplay(BrowserFacts facts) => facts is { IsRoot: true, HasDisplay: true, IsDisplayOfAnotherUser: true };

    /// <summary>Whose session it is, in words: <c>ada's</c>.</summary>
    public static string Possessive(BrowserFacts facts) => IsCalled(facts, out string? name) && name is not null ? $"{name}'s" : "another user's";

    private static bool IsCalled(BrowserFacts facts, out string? name) =>
        InvokingUser.IsAnother(variable => facts.Variables.TryGetValue(variable, out string? value) ? value : string.Empty, "root", out name);
}
