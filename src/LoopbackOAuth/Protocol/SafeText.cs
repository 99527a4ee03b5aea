namespace LoopbackOAuth.Protocol;

/// <summary>The characters that RFC 6749 lets into codes and tokens.</summary>
internal static class SafeText
{
    /// <summary>Whether a text consists of VSCHAR, the characters of codes and tokens (RFC 6749 appendix A), and is not empty.</summary>
    public static bool IsVisibleAscii(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('\x20', '\x7E');
}
