using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Callback;

/// <summary>
/// Decides whether parameters are the response that is waited for. The order matters: form, repeats, state, issuer, and
/// only then code or error, so that nobody without the state learns anything or ends anything.
/// </summary>
internal sealed class CallbackValidator
{
    private readonly byte[] _state;
    private readonly KnownIssuer? _issuer;
    private readonly bool _issuerRequired;

    public CallbackValidator(Secret state, IssuerExpectation issuer)
    {
        // RFC 6749 appendix A.5: a state has at least one character, and only such.
        string text = state.Reveal();
        if (text.Length == 0 || !CallbackText.IsVisibleAscii(text))
        {
            throw new ArgumentException("The state is empty, or has a character that is not visible ASCII, so that no response could have it.", nameof(state));
        }

        _state = Encoding.ASCII.GetBytes(text);
        _issuer = issuer.Issuer is null ? null : new KnownIssuer(issuer.Issuer);
        _issuerRequired = issuer.Required;
    }

    public CallbackRefusal Validate(ReadOnlySpan<byte> parameters, out CallbackParameters parsed)
    {
        CallbackRefusal refusal = CallbackParser.Parse(parameters, out parsed, _issuer);
        if (refusal is not CallbackRefusal.None)
        {
            return refusal;
        }

        if (parsed.State.IsEmpty)
        {
            return CallbackRefusal.StateMissing;
        }

        if (!parsed.State.IsSecret(_state))
        {
            return CallbackRefusal.StateMismatch;
        }

        if (_issuer is not null)
        {
            if (parsed.Issuer.IsEmpty)
            {
                if (_issuerRequired)
                {
                    return CallbackRefusal.IssuerMissing;
                }
            }
            else if (!_issuer.Is(parsed.Issuer))
            {
                return CallbackRefusal.IssuerMismatch;
            }
        }

        return parsed.Code.IsEmpty && parsed.Error.IsEmpty ? CallbackRefusal.NothingDelivered : CallbackRefusal.None;
    }
}
