using System.Text;

namespace LoopbackOAuth.Callback;

/// <summary>
/// Which scripts of other origins may deliver the response by <c>fetch</c>, as the consent page of some providers does: those
/// whose origin is on the caller's list, letter by letter.
/// </summary>
internal sealed class CrossOriginPolicy
{
    private readonly IReadOnlyList<string> _origins;
    private readonly byte[][] _bytes;

    public CrossOriginPolicy(IReadOnlyList<string> origins)
    {
        _origins = origins;
        _bytes = origins.Count == 0 ? [] : [.. origins.Select(Encoding.ASCII.GetBytes)];
    }

    /// <summary>Whether a script asks by <c>fetch</c>. A browser too old to say so still names its origin.</summary>
    public bool IsFetch(in CallbackRequest request) =>
        Find(request.Origin) >= 0
        && (request.FetchMode.IsEmpty || request.FetchMode.SequenceEqual("cors"u8))
        && (request.FetchDest.IsEmpty || request.FetchDest.SequenceEqual("empty"u8));

    /// <summary>Whether a browser asks ahead of such a <c>fetch</c> whether it may be made.</summary>
    public bool IsPreflight(in CallbackRequest request) =>
        request.Method.SequenceEqual("OPTIONS"u8) && request.PreflightMethod.SequenceEqual("GET"u8) && Find(request.Origin) >= 0;

    public CrossOriginGrant Grant(in CallbackRequest request, bool isPreflight)
    {
        int index = Find(request.Origin);
        return index < 0 ? default : new CrossOriginGrant(
            _origins[index],
            isPreflight,
            isPreflight && Lists(request.PreflightHeaders, "content-type"u8),

            // The one provider known to need all this looks for it in the answer to the fetch too.
            !isPreflight || request.PreflightPrivateNetwork.SequenceEqual("true"u8));
    }

    private int Find(ReadOnlySpan<byte> origin)
    {
        for (int index = 0; index < _bytes.Length; index++)
        {
            if (origin.SequenceEqual(_bytes[index]))
            {
                return index;
            }
        }

        return -1;
    }

    private static bool Lists(ReadOnlySpan<byte> list, ReadOnlySpan<byte> wanted)
    {
        while (!list.IsEmpty)
        {
            int end = list.IndexOf((byte)',');
            if (Ascii.EqualsIgnoreCase((end < 0 ? list : list[..end]).Trim(" \t"u8), wanted))
            {
                return true;
            }

            list = end < 0 ? default : list[(end + 1)..];
        }

        return false;
    }
}
