using System.Runtime.CompilerServices;
using LoopbackOAuth.Keyring;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool.Stores;

/// <summary>
/// All that the tool does with the keyring. No other type names one of the keyring's, and nothing here is inlined, so that its assemblies are loaded by those
/// who use it and no one else.
/// </summary>
internal static class KeyringStores
{
    // Short enough for the time limit of all checks together.
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(5);

    /// <summary>Tries the keyring and opens it, or the files where that was chosen.</summary>
    /// <returns>The store, and why it is not the keyring.</returns>
    /// <exception cref="TokenStoreException">The keyring cannot be used, and nothing else was chosen.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<(OpenedStore Store, string? Fallback)> OpenAsync(StoreChoice choice, CancellationToken cancellationToken)
    {
        KeyringFallback fallback = choice is StoreChoice.KeyringOrFile ? KeyringFallback.PrivateFile : KeyringFallback.None;
        TokenStoreSelection selection;
        try
        {
            selection = await new TokenStoreLadder(new KeyringOptions { Fallback = fallback }).SelectAsync(cancellationToken);
        }
        catch (TokenStoreException exception)
        {
            throw InToolWords(exception.Code, exception.Message, exception.Remedy);
        }

        bool isKeyring = selection.Rung is TokenStoreRung.Keyring;
        return (new OpenedStore(selection.Store, choice, isKeyring, selection.Elsewhere), isKeyring ? null : selection.Keyring.Message);
    }

    /// <summary>Moves the entries of the private files into the keyring.</summary>
    /// <returns>What was moved.</returns>
    /// <exception cref="TokenStoreException">The keyring cannot be used, or an entry cannot be moved.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<IReadOnlyList<TokenKey>> MoveAsync(CancellationToken cancellationToken) =>
        await new TokenStoreLadder().MoveFilesToKeyringAsync(cancellationToken);

    /// <summary>What the index of the keyring names. One that cannot be read names nothing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<IReadOnlyList<TokenKey>> KeysAsync(CancellationToken cancellationToken) => KeysAsync(new KeyringTokenStore(), cancellationToken);

    /// <summary>Tries the keyring, and leaves nothing behind: the files that this takes are in a folder of its own.</summary>
    /// <exception cref="IOException">There is no room for such a folder.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<KeyringLook> LookAsync(CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("loopback-oauth-");
        try
        {
            KeyringCheck check = await new KeyringTokenStore(new KeyringOptions { Folder = folder.FullName, Timeout = LookLimit }).CheckAsync(cancellationToken);
            KeyringTokenStore store = new(new KeyringOptions { Timeout = LookLimit });
            return new KeyringLook
            {
                Keyring = check.Keyring,
                Trouble = check.IsAvailable ? null : InToolWords(check.Code!, check.Message!, check.Remedy!),
                Keys = await KeysAsync(store, cancellationToken),
                Store = store,
            };
        }
        finally
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A folder for temporary things is emptied by others, too.
            }
        }
    }

    // The library cannot know how somebody allows this program a fallback.
    private static TokenStoreException InToolWords(string code, string message, string remedy) =>
        new(code, message, code == KeyringLook.UnavailableCode ? $"{remedy} {StoreChoices.Variable}={StoreChoices.Word(StoreChoice.KeyringOrFile)} allows it." : remedy);

    private static async Task<IReadOnlyList<TokenKey>> KeysAsync(KeyringTokenStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ListKeysAsync(cancellationToken);
        }
        catch (TokenStoreException)
        {
            return [];
        }
    }
}
