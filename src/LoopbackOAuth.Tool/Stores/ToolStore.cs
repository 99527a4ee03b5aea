using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Output;

namespace LoopbackOAuth.Tool.Stores;

/// <summary>Opens the store that the user chose: the one place where a command gets it.</summary>
internal static class ToolStore
{
    // As KeyringOptions.Service has it; to look for it must not load the keyring.
    private const string IndexFolder = "keyring-loopback-oauth";

    /// <summary>Opens it. A fallback is said on standard error.</summary>
    /// <exception cref="UsageException">The choice is not legal.</exception>
    /// <exception cref="TokenStoreException">The keyring is chosen and cannot be used, or nothing says where the store is.</exception>
    public static ValueTask<OpenedStore> OpenAsync(CancellationToken cancellationToken)
    {
        StoreChoice choice = StoreChoices.OfEnvironment();
        return choice is StoreChoice.File ? new(Files()) : FromKeyringAsync(choice, cancellationToken);
    }

    /// <summary>What lies where <paramref name="store"/> does not look. For files the keyring is looked at only here, because that costs time.</summary>
    public static async ValueTask<IReadOnlyList<TokenKey>> ElsewhereAsync(OpenedStore store, CancellationToken cancellationToken)
    {
        if (store.Choice is not StoreChoice.File)
        {
            return store.Elsewhere;
        }

        return Directory.Exists(Path.Combine(TokenFolder.ForThisProcess(), IndexFolder)) ? await KeyringStores.KeysAsync(cancellationToken) : [];
    }

    private static OpenedStore Files() => new(FileTokenStore.CreateDefault(), StoreChoice.File, IsKeyring: false, Elsewhere: []);

    private static async ValueTask<OpenedStore> FromKeyringAsync(StoreChoice choice, CancellationToken cancellationToken)
    {
        (OpenedStore store, string? fallback) = await KeyringStores.OpenAsync(choice, cancellationToken);
        if (fallback is not null)
        {
            Terminal.Error($"note: Tokens are kept in private files that are not encrypted. {fallback} 'loopback-oauth doctor' says what to do.");
        }

        return store;
    }
}
