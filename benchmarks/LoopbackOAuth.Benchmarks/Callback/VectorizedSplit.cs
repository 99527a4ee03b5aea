namespace LoopbackOAuth.Benchmarks.Callback;

/// <summary>The floor: it finds where the three values lie, with vectorised searches, and does nothing else. No decoding, no rules.</summary>
internal static class VectorizedSplit
{
    public static void Locate(ReadOnlySpan<byte> query, out ReadOnlySpan<byte> code, out ReadOnlySpan<byte> state, out ReadOnlySpan<byte> issuer)
    {
        code = state = issuer = default;
        while (!query.IsEmpty)
        {
            int end = query.IndexOf((byte)'&');
            ReadOnlySpan<byte> pair = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            int equals = pair.IndexOf((byte)'=');
            switch (equals)
            {
                case 4:
                    code = pair[5..];
                    break;
                case 5:
                    state = pair[6..];
                    break;
                case 3:
                    issuer = pair[4..];
                    break;
                default:
                    break;
            }
        }
    }
}
