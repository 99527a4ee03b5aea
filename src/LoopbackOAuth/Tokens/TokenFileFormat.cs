using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LoopbackOAuth.Tokens;

/// <summary>An entry as bytes and back.</summary>
internal static class TokenFileFormat
{
    /// <summary>The size above which a file is no entry, in bytes.</summary>
    internal const int LargestFile = 1024 * 1024;

    internal static byte[] Write(TokenEntry entry) => JsonSerializer.SerializeToUtf8Bytes(
        new TokenFileContent { Key = TokenFileKey.From(entry.Key), Tokens = TokenFileTokens.From(entry.Tokens) },
        TokenFileJsonContext.Default.TokenFileContent);

    /// <summary>Reads an entry.</summary>
    /// <param name="bytes">What the file holds.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="TokenStoreException">It is no entry, of a newer format, or not the entry its name promises.</exception>
    internal static TokenEntry Read(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..]; // An editor's byte order mark harms nothing.
        }

        var version = Parse(bytes, TokenFileJsonContext.Default.TokenFileVersion, path).Version;
        if (version > TokenFileVersion.Current)
        {
            throw StoreErrors.NewerVersion(path, version.Value);
        }

        if (version is not TokenFileVersion.Current)
        {
            throw StoreErrors.Corrupt(path, "it states no format version");
        }

        var content = Parse(bytes, TokenFileJsonContext.Default.TokenFileContent, path);
        var key = content.Key?.ToKey() ?? throw StoreErrors.Corrupt(path, "a part of its key is missing");
        var tokens = content.Tokens?.ToTokens() ?? throw StoreErrors.Corrupt(path, "a part of its tokens is missing");
        return new TokenEntry(key, tokens);
    }

    private static T Parse<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type, string path)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw StoreErrors.Corrupt(path, "it holds null");
        }
        catch (JsonException exception)
        {
            // The position only: what stands there may be part of a token.
            throw StoreErrors.Corrupt(path, $"it is not the JSON of an entry (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})");
        }
    }
}
