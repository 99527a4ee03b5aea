using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Commands;

/// <summary>
/// One sign-out after the other. What is removed without being revoked cannot be revoked later, so whatever goes wrong, or Ctrl+C,
/// stops before the next entry.
/// </summary>
/// <param name="signOut">Signs one out.</param>
/// <param name="clock">The clock.</param>
internal sealed class SignOutSeries(Func<TokenKey, CancellationToken, Task<SignOutResult>> signOut, TimeProvider clock)
{
    /// <summary>How long the revocation that is under way may take after Ctrl+C.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs it.</summary>
    /// <param name="keys">Whose.</param>
    /// <param name="done">Is told each result at once.</param>
    /// <param name="cancellationToken">Stops before the next.</param>
    /// <returns>A step for each key, in the same order.</returns>
    public async Task<IReadOnlyList<SignOutStep>> RunAsync(IReadOnlyList<TokenKey> keys, Action<SignOutResult> done, CancellationToken cancellationToken)
    {
        using CancellationTokenSource grace = new(Timeout.InfiniteTimeSpan, clock);
        using CancellationTokenRegistration stop = cancellationToken.Register(() => grace.CancelAfter(Grace));
        List<SignOutStep> steps = [];
        bool isStopped = false;
        foreach (TokenKey key in keys)
        {
            if (isStopped || cancellationToken.IsCancellationRequested)
            {
                steps.Add(new SignOutStep(key, Result: null, WasBegun: false));
                continue;
            }

            SignOutResult? result = await SignOutAsync(key, grace.Token);
            steps.Add(new SignOutStep(key, result, WasBegun: true));
            isStopped = result is null or { Removal: EntryRemoval.Failed } or { Revocation: TokenRevocation.Failed };
            if (result is not null)
            {
                done(result);
            }
        }

        return steps;
    }

    private async Task<SignOutResult?> SignOutAsync(TokenKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await signOut(key, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
