using System.Globalization;
using LoopbackOAuth.Interaction;

namespace LoopbackOAuth;

/// <summary>The endings that both entries share, with the words that help on the host at hand.</summary>
internal static class Endings
{
    public static AuthorizationOutcome Cancelled() => new AuthorizationOutcome.Cancelled(
        "cancelled",
        "The sign-in was cancelled.",
        "Start it again when you are ready; nothing was stored.");

    public static AuthorizationOutcome ChannelsClosed() => new AuthorizationOutcome.Cancelled(
        "prompt_closed",
        "The paste prompt was closed and no listener was waiting.",
        "Start the sign-in again and paste the address from the browser's address bar.");

    /// <param name="timeout">How long the sign-in was allowed to take.</param>
    /// <param name="prompt">What the user was shown; <see langword="null"/> when time was up before there was anything to show.</param>
    /// <param name="refused">How many responses arrived that did not belong to it.</param>
    public static AuthorizationOutcome TimedOut(TimeSpan timeout, SignInPrompt? prompt, int refused)
    {
        if (prompt is null)
        {
            return new AuthorizationOutcome.TimedOut(
                $"The sign-in could not begin within {Words(timeout)}: the authorization server's metadata did not come in time.",
                "Check the network connection of this machine, and start again.");
        }

        string cause = (refused, prompt.Plan.Listens) switch
        {
            (0, true) => $"No answer arrived within {Words(timeout)}: the browser did not come back to {PrintableUri.Of(prompt.RedirectUri)} on this machine{(prompt.Plan.Pastes ? ", and nothing was pasted" : "")}.",
            (0, false) => $"No answer arrived within {Words(timeout)}: nothing was pasted.",
            _ => $"No answer arrived within {Words(timeout)}. {refused} request{(refused == 1 ? "" : "s")} arrived that did not belong to this sign-in (an older tab, or a state that did not match).",
        };
        return new AuthorizationOutcome.TimedOut(cause, refused > 0
            ? $"Close the tabs of earlier attempts. {TimeoutRemedy.For(prompt)}"
            : TimeoutRemedy.For(prompt));
    }

    private static string Words(TimeSpan time) => time.TotalSeconds < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} second{(time.TotalSeconds == 1 ? "" : "s")}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} minutes");
}
