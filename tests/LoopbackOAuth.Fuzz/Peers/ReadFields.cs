using System.Text;

namespace LoopbackOAuth.Fuzz.Peers;

/// <summary>The header fields that the library looks at.</summary>
internal static class ReadFields
{
    private static readonly byte[][] Names =
    [
        .. new[] { "host", "upgrade", "purpose", "x-purpose", "sec-purpose", "content-type", "content-length", "sec-fetch-mode", "sec-fetch-dest", "transfer-encoding" }
            .Select(Encoding.ASCII.GetBytes),
    ];

    public static bool Contains(ReadOnlySpan<byte> name)
    {
        foreach (byte[] known in Names)
        {
            if (known.Length == name.Length && Ascii.EqualsIgnoreCase(known, name))
            {
                return true;
            }
        }

        return false;
    }
}
