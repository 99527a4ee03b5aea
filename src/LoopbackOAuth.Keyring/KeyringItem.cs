using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring;

/// <summary>The item of one entry. What names it can be read by others, on Linux by every process of the session: no account, no issuer, no token.</summary>
/// <param name="Id">The <see cref="TokenKey.GetId"/> of the entry.</param>
/// <param name="Label">What the user sees in a keyring manager.</param>
/// <param name="IndexPath">The entry's file in the index.</param>
internal sealed record KeyringItem(string Id, string Label, string IndexPath)
{
    private const int LongestProvider = 60;

    internal static KeyringItem Of(TokenKey key, string service, string indexPath) =>
        new(key.GetId(), $"{service}: {TerminalText.Sanitize(key.Provider, LongestProvider)}", indexPath);

    /// <summary>Where it is, for messages.</summary>
    internal string Location => $"{Label} ({Id})";
}
