using System.Globalization;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>All checks at once, within one time limit.</summary>
/// <param name="checks">The checks, in the order of the report.</param>
/// <param name="clock">The clock.</param>
internal sealed class DoctorRun(IReadOnlyList<DoctorCheck> checks, TimeProvider clock)
{
    /// <summary>How long all of it may take.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Runs them.</summary>
    /// <param name="cancellationToken">The user's.</param>
    /// <returns>The findings of each check.</returns>
    /// <exception cref="OperationCanceledException">The user does not want to wait.</exception>
    public async Task<IReadOnlyList<(DoctorCheck Check, IReadOnlyList<CheckResult> Results)>> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(Limit, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        IReadOnlyList<CheckResult>[] results = await Task.WhenAll(checks.Select(check => RunAsync(check, either.Token, cancellationToken)));
        return [.. checks.Zip(Once(results))];
    }

    // One fault of the store is the same for all who use it: it is told once.
    private static IEnumerable<IReadOnlyList<CheckResult>> Once(IEnumerable<IReadOnlyList<CheckResult>> results)
    {
        HashSet<string> told = new(StringComparer.Ordinal);
        return results.Select(all => (IReadOnlyList<CheckResult>)
            [.. all.Select(result => result.State is CheckState.Fail && !told.Add(result.Cause) ? CheckResult.Skipped("Not possible for the reason above.") : result)]);
    }

    // On another thread: a file system or a name server that does not answer holds up nobody else.
    private static async Task<IReadOnlyList<CheckResult>> RunAsync(DoctorCheck check, CancellationToken either, CancellationToken user)
    {
        try
        {
            return await Task.Run(() => check.RunAsync(either), either).WaitAsync(either);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            user.ThrowIfCancellationRequested();
            return [CheckResult.Fail(
                string.Create(CultureInfo.InvariantCulture, $"This check did not end within {Limit.TotalSeconds:0} seconds."),
                "A file system, name server or network that does not answer is the usual reason: look there first.",
                "check_timeout")];
        }
        catch (LoopbackOAuthException exception)
        {
            return [CheckResult.Fail(exception)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [CheckResult.Fail(exception.Message, "Look at what the message names, then run this again.", "check_failed")];
        }
    }
}
