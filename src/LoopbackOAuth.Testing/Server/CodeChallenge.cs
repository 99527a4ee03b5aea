using System.Security.Cryptography;
using System.Text;

namespace LoopbackOAuth.Testing.Server;

/// <summary>The server's half of PKCE (RFC 7636), method S256 only.</summary>
internal static class CodeChallenge
{
    public static bool IsWellFormed(string challenge) => challenge.Length == 43 && challenge.All(IsUnreserved);

    /// <summary>43 to 128 unreserved characters (RFC 7636 section 4.1).</summary>
    public static bool IsVerifier(string verifier) => verifier.Length is >= 43 and <= 128 && verifier.All(IsUnreserved);

    public static string Of(string verifier) => Base64UrlText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static bool IsUnreserved(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~';
}
