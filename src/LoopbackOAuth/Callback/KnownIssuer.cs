using System.Text;

namespace LoopbackOAuth.Callback;

/// <summary>The issuer that a response should name, as it is and as servers nearly always send it.</summary>
internal sealed class KnownIssuer
{
    private readonly byte[] _value;
    private readonly byte[]? _encoded;

    public KnownIssuer(string issuer)
    {
        _value = Encoding.UTF8.GetBytes(issuer);

        // Any other issuer goes the long way, which refuses it: it is no URL.
        _encoded = CallbackText.IsVisibleAscii(issuer) ? Encoding.ASCII.GetBytes(Uri.EscapeDataString(issuer)) : null;
    }

    public int Length => _value.Length;

    /// <summary>Whether this is the usual encoding of the issuer, letter by letter; then there is nothing to decode.</summary>
    public bool IsAsUsual(ReadOnlySpan<byte> raw) => _encoded is not null && raw.SequenceEqual(_encoded);

    /// <summary>Whether the value is the issuer: compared as a plain string (RFC 9207 section 2.4).</summary>
    public bool Is(FormValue value) => IsAsUsual(value.Raw) || value.Is(_value);
}
