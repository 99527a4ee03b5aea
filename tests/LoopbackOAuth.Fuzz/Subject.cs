using LoopbackOAuth.Callback;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Fuzz;

/// <summary>The calls into the library. A test replaces one by a broken one, to see that it is found.</summary>
internal sealed record Subject
{
    /// <summary>Judges the parameters of a query or a form body.</summary>
    internal delegate CallbackVerdict ByteDelivery(PendingAuthorization pending, ReadOnlySpan<byte> parameters, CallbackChannel channel);

    /// <summary>Judges the parameters of a pasted text.</summary>
    internal delegate CallbackVerdict CharDelivery(PendingAuthorization pending, ReadOnlySpan<char> parameters, CallbackChannel channel);

    /// <summary>Reads the head of a request, as far as it was received.</summary>
    internal delegate HttpRequestHeadStatus HeadReader(ReadOnlySpan<byte> received, out CallbackRequest request, out int length);

    /// <summary>Decides what a request may carry.</summary>
    internal delegate Admission RequestJudge(AdmissionPolicy policy, scoped in CallbackRequest request, out Range queryInTarget);

    /// <summary>Finds the parameters in what a user pasted.</summary>
    internal delegate CallbackRefusal PasteReader(string text, Uri redirectUri, out string query);

    public ByteDelivery DeliverBytes { get; init; } = static (pending, parameters, channel) => pending.Deliver(parameters, channel, "fuzz");

    public CharDelivery DeliverChars { get; init; } = static (pending, parameters, channel) => pending.Deliver(parameters, channel, "fuzz");

    public HeadReader ReadHead { get; init; } = HttpRequestHead.Parse;

    public RequestJudge Judge { get; init; } = static (AdmissionPolicy policy, scoped in CallbackRequest request, out Range queryInTarget) =>
    {
        Admission admission = policy.Judge(request, out ReadOnlySpan<byte> query);
        queryInTarget = request.Target.Overlaps(query, out int start) ? start..(start + query.Length) : default;
        return admission;
    };

    public PasteReader ReadPaste { get; init; } = PastedCallback.Read;
}
