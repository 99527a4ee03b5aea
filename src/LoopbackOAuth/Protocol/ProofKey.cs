using System.Security.Cryptography;
using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Protocol;

/// <summary>The proof key of one sign-in (RFC 7636). There is no <c>plain</c>.</summary>
internal sealed class ProofKey
{
    /// <summary>The only code challenge method (RFC 7636 section 4.2).</summary>
    public const string Method = "S256";

    private ProofKey(Secret verifier)
    {
        Verifier = verifier;
        Challenge = ChallengeOf(verifier.Reveal());
    }

    /// <summary>The code verifier: 32 random bytes as 43 base64url characters, as RFC 7636 section 4.1 recommends.</summary>
    public Secret Verifier { get; }

    /// <summary>The code challenge, which is public.</summary>
    public string Challenge { get; }

    /// <summary>Makes a fresh proof key.</summary>
    public static ProofKey Create() => new(RandomToken.Create());

    /// <summary>The S256 challenge of a verifier.</summary>
    /// <param name="verifier">The verifier, in ASCII.</param>
    public static string ChallengeOf(string verifier) => Base64UrlText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
