using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth;

/// <summary>Begins and ends conversations with a presenter, which may be the caller's own code.</summary>
internal static class Conversations
{
    /// <summary>The longest that a caller's own part is waited for when it is to end.</summary>
    public static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    /// <summary>Shows the prompt. The clock is the authorizer's, also when a presenter does not heed its token.</summary>
    public static async Task<ISignInConversation> BeginAsync(LoopbackAuthorizerParts parts, SignInPrompt prompt, CancellationToken cancellationToken)
    {
        if (parts.Presenter is ConsoleSignInPresenter console)
        {
            // This one is known not to block, and a thread pool that is not awake yet takes its time.
            return await console.BeginAsync(prompt, cancellationToken).ConfigureAwait(false);
        }

        Task<ISignInConversation> begin = Task.Run(() => parts.Presenter.BeginAsync(prompt, cancellationToken).AsTask(), CancellationToken.None);
        try
        {
            return await begin.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (begin.IsCompletedSuccessfully)
        {
            await CloseAsync(parts, begin.Result).ConfigureAwait(false);
            throw;
        }
        catch (OperationCanceledException) when (!begin.IsCompleted)
        {
            // It comes too late for this sign-in, and still has a display to put away.
            _ = begin.ContinueWith(
                late => late.IsCompletedSuccessfully ? CloseAsync(parts, late.Result) : Task.FromResult(late.Exception),
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Puts the display away.</summary>
    public static async Task CloseAsync(LoopbackAuthorizerParts parts, ISignInConversation conversation)
    {
        Task closing = Task.Run(() => conversation.DisposeAsync().AsTask(), CancellationToken.None);
        if (!await BoundedWait.ForAsync(closing, LongestGoodbye, parts.TimeProvider).ConfigureAwait(false) || closing.IsFaulted)
        {
            Log.PresenterFailed(parts.Logger, closing.Exception?.InnerException?.GetType().Name ?? "it did not end");
        }
    }
}
