using System.Security.Cryptography;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>Makes values that nobody can guess: state (RFC 6749 section 10.12) and nonce (OpenID Connect Core section 15.5.2).</summary>
internal static class RandomToken
{
    private const int Size = 32;

    /// <summary>256 random bits as 43 base64url characters.</summary>
    public static Secret Create()
    {
        Span<byte> bytes = stackalloc byte[Size];
        RandomNumberGenerator.Fill(bytes);
        Secret token = new(Base64UrlText.Encode(bytes));
        CryptographicOperations.ZeroMemory(bytes);
        return token;
    }
}
