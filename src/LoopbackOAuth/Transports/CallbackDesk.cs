using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>Turns an admitted delivery into the reply to the browser: the same on every HTTP transport.</summary>
internal static class CallbackDesk
{
    /// <summary>How long a browser is kept waiting for the end of the sign-in before it gets a page that promises nothing.</summary>
    public static readonly TimeSpan LongestWaitForPage = TimeSpan.FromSeconds(10);

    public static async Task<CallbackReply> ReplyAsync(PendingAuthorization pending, CallbackVerdict verdict, TimeProvider timeProvider)
    {
        if (verdict.Kind is CallbackVerdictKind.Refused)
        {
            return CallbackReply.For(CallbackPageKind.NotForThisSignIn);
        }

        return CallbackReply.For(await BoundedWait.ForAsync(pending.Page, LongestWaitForPage, timeProvider).ConfigureAwait(false)
            ? await pending.Page.ConfigureAwait(false)
            : CallbackPageKind.Received);
    }
}
