using System.Globalization;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth;

/// <summary>The endings that both entries share, with the words that help on the host at hand.</summary>
internal static class Endings
{
    public static AuthorizationOutcome Cancelled() => new AuthorizationOutcome.Cancelled(
        "cancelled",
        "The sign-in was cancelled.",
        "Start it again when you are ready; nothing was changed.");

    public static AuthorizationOutcome ChannelsClosed() => new AuthorizationOutcome.Cancelled(
        "prompt_closed",
        "The paste prompt was closed and no listener was waiting.",
        "Start the sign-in again and paste the address from the browser's address bar.");

    public static AuthorizationOutcome TimedOut(TimeSpan timeout, SignInPlan plan, int refused)
    {
        string cause = $"No answer arrived within {Words(timeout)}.";
        if (refused > 0)
        {
            cause += $" {refused} request{(refused == 1 ? "" : "s")} arrived that did not belong to this sign-in (an older tab, or a state that did not match).";
        }

        string remedy = plan.Hint switch
        {
            SignInHint.SshForward => "If the browser could not connect, run the printed ssh command on your own machine first, or start again with manual paste.",
            SignInHint.WorkspaceForward => "If the browser could not connect, forward the port as printed, or start again with manual paste.",
            SignInHint.ContainerForward => "If the browser could not connect, publish or forward the port as printed, or start again with manual paste.",
            SignInHint.PasteOnly => "Start again and paste the address from the browser's address bar, even though its page does not load.",
            SignInHint.Unknown => "If the browser runs on another machine, forward the port with 'ssh -L', or start again with manual paste.",
            _ => "Start again, and finish the page in the browser; a longer timeout can be set.",
        };
        return new AuthorizationOutcome.TimedOut(cause, remedy);
    }

    private static string Words(TimeSpan time) => time.TotalSeconds < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} second{(time.TotalSeconds == 1 ? "" : "s")}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} minutes");
}
