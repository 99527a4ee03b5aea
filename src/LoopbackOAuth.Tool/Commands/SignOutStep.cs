using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Commands;

/// <summary>What became of one entry of several that were to be signed out.</summary>
/// <param name="Key">Whose.</param>
/// <param name="Result">How it went; <see langword="null"/> when it was not begun, or cut short.</param>
/// <param name="WasBegun">Whether anything was done.</param>
internal sealed record SignOutStep(TokenKey Key, SignOutResult? Result, bool WasBegun)
{
    /// <summary>Whether the entry may still be there.</summary>
    public bool IsLeft => Result is null or { Removal: EntryRemoval.Failed };
}
