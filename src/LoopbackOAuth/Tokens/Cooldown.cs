using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>A time without requests after one that failed: as long as the server asked for, or a pause of our own.</summary>
/// <param name="Entry">The entry that could not be refreshed; another one may be tried.</param>
/// <param name="Since">When it began, by the clock's timestamp, which nobody can set back.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Failures">How many refreshes of the entry have failed one after the other.</param>
/// <param name="Error">How the last one ended.</param>
internal sealed record Cooldown(EntryMark Entry, long Since, TimeSpan Length, int Failures, OAuthError Error)
{
    /// <summary>How much of it is left; zero or less when it is over.</summary>
    public TimeSpan Left(TimeProvider timeProvider) => Length - timeProvider.GetElapsedTime(Since);
}
