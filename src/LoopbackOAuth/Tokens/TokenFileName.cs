using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LoopbackOAuth.Tokens;

/// <summary>
/// The name of an entry's file: a prefix for the reader's eye, then 128 bits of SHA-256 over all parts of the key.
/// </summary>
internal static class TokenFileName
{
    private const int DigestLength = 32;
    private const int LongestPrefix = 40;
    private const string Entry = ".json";
    private const string Leftover = ".tmp";
    private const string Locked = ".lock";
    private const string Damaged = ".damaged";
    private const string Instant = "yyyyMMdd'T'HHmmssfff'Z'";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    // A key with half a surrogate pair has no one form in UTF-8; replacing it would let two keys share a file.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file of a key.</summary>
    /// <exception cref="ArgumentException">A part of the key is not valid Unicode.</exception>
    internal static string For(TokenKey key) => $"{Prefix(key.Provider)}-{Digest([key.Provider, key.Issuer, key.ClientId, key.Account, key.Resource])}{Entry}";

    /// <summary>32 hexadecimal digits for a sequence of texts.</summary>
    /// <exception cref="ArgumentException">One is not valid Unicode.</exception>
    internal static string Digest(ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            // The length in front keeps "ab","c" apart from "a","bc"; -1 keeps no resource apart from an empty one.
            var bytes = part is null ? null : StrictUtf8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(bytes ?? []);
        }

        return Lower(Convert.ToHexString(hash.GetHashAndReset())[..DigestLength]);
    }

    /// <summary>The digest in the name of an entry's file.</summary>
    internal static string DigestOf(string entry) => entry.Substring(entry.Length - Entry.Length - DigestLength, DigestLength);

    /// <summary>A name nobody else uses, for writing an entry before it takes its place. The dot hides it from a listing.</summary>
    /// <param name="entry">The entry's file.</param>
    /// <param name="proof">What makes it known again as whole and as the next one (<see cref="Leftovers.Proof"/>); without it the name is random.</param>
    internal static string Temporary(string entry, string? proof = null)
    {
        // It need not be secret, only new: a sign-in that starts does not wait here until the cryptographic library is loaded.
        var random = Guid.NewGuid().ToString("N")[..(DigestLength - (proof?.Length ?? 0))];
        return $".{entry}.{random}{proof}{Leftover}";
    }

    /// <summary>The entry that a temporary file was to become, or <see langword="null"/> when it is none of an entry's.</summary>
    internal static string? EntryOfTemporary(string name) =>
        IsTemporary(name) && name[1..^(1 + DigestLength + Leftover.Length)] is var entry && IsEntry(entry) ? entry : null;

    /// <summary>The proof in a temporary file's name, or what stands in its place.</summary>
    internal static string? ProofOfTemporary(string name) =>
        IsTemporary(name) ? name[^(Leftovers.ProofLength + Leftover.Length)..^Leftover.Length] : null;

    /// <summary>Bytes as hexadecimal digits in lower case.</summary>
    internal static string LowerHex(ReadOnlySpan<byte> bytes) => Lower(Convert.ToHexString(bytes));

    /// <summary>The file that is locked in an entry's stead: the entry itself is replaced by every write, and a lock would go with the old one.</summary>
    internal static string Lock(string entry) => $".{entry}{Locked}";

    /// <summary>The name under which a damaged entry is kept: sorted by name, the oldest is first.</summary>
    internal static string Aside(string entry, DateTimeOffset now) =>
        $"{entry}.{now.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)}-{Lower(Convert.ToHexString(RandomNumberGenerator.GetBytes(2)))}{Damaged}";

    /// <summary>Whether a file of this name is a damaged entry that was kept.</summary>
    internal static bool IsAside(string name) =>
        name.EndsWith(Damaged, StringComparison.Ordinal) && name.IndexOf(Entry + '.', StringComparison.Ordinal) is > 0 and var end && IsEntry(name[..(end + Entry.Length)]);

    /// <summary>Whether a file of this name is an entry. Everything else in the folder is not the store's business.</summary>
    internal static bool IsEntry(string name) => name is [not '.', ..] && EndsInDigest(name, '-', Entry);

    /// <summary>Whether an entry's file may be one of a provider's: providers whose names are alike share a prefix.</summary>
    internal static bool MayBelongTo(string entry, string provider)
    {
        var prefix = Prefix(provider);
        return entry.StartsWith(prefix, StringComparison.Ordinal) && IsEntry(entry) && entry.Length == prefix.Length + 1 + DigestLength + Entry.Length;
    }

    /// <summary>Whether a damaged entry that was kept may be one of a provider's.</summary>
    internal static bool AsideMayBelongTo(string aside, string provider) =>
        MayBelongTo(aside[..(aside.IndexOf(Entry + '.', StringComparison.Ordinal) + Entry.Length)], provider);

    /// <summary>Whether a file of this name is what a write that was killed left behind.</summary>
    internal static bool IsTemporary(string name) => name is ['.', ..] && EndsInDigest(name, '.', Leftover);

    private static bool EndsInDigest(string name, char before, string extension)
    {
        var start = name.Length - extension.Length - DigestLength;
        return start > 1
            && name.EndsWith(extension, StringComparison.Ordinal)
            && name[start - 1] == before
            && name.AsSpan(start, DigestLength).IndexOfAnyExcept(HexDigits) < 0;
    }

    private static string Prefix(string provider)
    {
        var kept = string.Concat(Lower(provider).Take(LongestPrefix).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
        kept = kept.TrimStart('.');
        return kept.Length == 0 ? "provider" : kept;
    }

    // Only the letters of ASCII: a name must not depend on a culture or on a Unicode version.
    private static string Lower(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        }
    });
}
