using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>What becomes of one request once it is judged.</summary>
/// <param name="Admission">The judgement.</param>
/// <param name="Reply">The reply, or <see langword="null"/> when the body has to be read first, or the end of the sign-in has to be known.</param>
/// <param name="Grant">What the reply allows a script of another origin.</param>
internal readonly record struct CallbackTurn(Admission Admission, CallbackReply? Reply, CrossOriginGrant Grant = default)
{
    /// <summary>Whether the form body has to be read and delivered before there is a reply.</summary>
    public bool NeedsBody => Admission is Admission.FormBody && Reply is null;

    /// <summary>Whether it is about an accepted response, so that its reply is due whatever else happens.</summary>
    public bool IsDue => Reply is null ? !NeedsBody : Reply.Value.IsRedirect;
}
