using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Keyring;

/// <summary>What an item holds: the same bytes as the file of an entry.</summary>
internal static class KeyringContent
{
    private const string NewerCode = "store_newer_version";

    /// <exception cref="TokenStoreException">It is too large.</exception>
    internal static byte[] Write(TokenKey key, TokenSet tokens, KeyringItem item)
    {
        var bytes = TokenFileFormat.Write(new TokenEntry(key, tokens));
        return bytes.Length > TokenFileFormat.LargestFile ? throw KeyringErrors.TooLarge(item) : bytes;
    }

    /// <exception cref="TokenStoreException">It is no entry, of a newer format, or another entry.</exception>
    internal static TokenEntry Read(byte[] bytes, TokenKey key, KeyringItem item)
    {
        try
        {
            var entry = TokenFileFormat.Read(bytes, item.Location);
            return entry.Key == key ? entry : throw KeyringErrors.ItemDamaged(item);
        }
        catch (TokenStoreException exception)
        {
            // The file store speaks of files, and of keeping them aside.
            throw exception.Code == NewerCode ? KeyringErrors.NewerItem(item) : KeyringErrors.ItemDamaged(item);
        }
    }

    /// <summary>Whether a newer version wrote it, so that it may not be written over.</summary>
    internal static bool IsNewer(byte[] bytes, KeyringItem item)
    {
        try
        {
            TokenFileFormat.Read(bytes, item.Location);
            return false;
        }
        catch (TokenStoreException exception)
        {
            return exception.Code == NewerCode;
        }
    }
}
