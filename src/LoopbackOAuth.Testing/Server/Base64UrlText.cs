namespace LoopbackOAuth.Testing.Server;

/// <summary>Base64url without padding (RFC 7515 section 2), which .NET 8 does not have.</summary>
internal static class Base64UrlText
{
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
