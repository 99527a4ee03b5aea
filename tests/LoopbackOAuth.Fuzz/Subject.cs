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

    /// <summary>Finds where the head of a request ends.</summary>
    internal delegate int HeadEnd(ReadOnlySpan<byte> received);

    /// <summary>Reads the head of a request.</summary>
    internal delegate bool HeadReader(ReadOnlySpan<byte> head, out CallbackRequest request);

    /// <summary>Decides what a request may carry.</summary>
    internal delegate Admission RequestJudge(AdmissionPolicy policy, in CallbackRequest request, out ReadOnlySpan<byte> query);

    /// <summary>Finds the parameters in what a user pasted.</summary>
    internal delegate CallbackRefusal PasteReader(string text, Uri redirectUri, out string query);

    public ByteDelivery DeliverBytes { get; init; } = static (pending, parameters, channel) => pending.Deliver(parameters, channel, "fuzz");

    public CharDelivery DeliverChars { get; init; } = static (pending, parameters, channel) => pending.Deliver(parameters, channel, "fuzz");

    public HeadEnd FindHeadEnd { get; init; } = HttpRequestHead.FindEnd;

    public HeadReader ReadHead { get; init; } = HttpRequestHead.TryParse;

    public RequestJudge Judge { get; init; } = static (AdmissionPolicy policy, in CallbackRequest request, out ReadOnlySpan<byte> query) => policy.Judge(request, out query);

    public PasteReader ReadPaste { get; init; } = PastedCallback.Read;
}
