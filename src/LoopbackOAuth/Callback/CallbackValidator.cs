using System.Security.Cryptography;
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
    private readonly byte[]? _issuer;
    private readonly bool _issuerRequired;

    public CallbackValidator(Secret state, IssuerExpectation issuer)
    {
        _state = Encoding.ASCII.GetBytes(state.Reveal());
        _issuer = issuer.Issuer is null ? null : Encoding.UTF8.GetBytes(issuer.Issuer);
        _issuerRequired = issuer.Required;
    }

    public CallbackRefusal Validate(ReadOnlySpan<byte> parameters, out CallbackParameters parsed)
    {
        CallbackRefusal refusal = CallbackParser.Parse(parameters, out parsed);
        if (refusal is not CallbackRefusal.None)
        {
            return refusal;
        }

        if (parsed.State.IsEmpty)
        {
            return CallbackRefusal.StateMissing;
        }

        if (!Matches(parsed.State, _state))
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
            else if (!Matches(parsed.Issuer, _issuer))
            {
                return CallbackRefusal.IssuerMismatch;
            }
        }

        return parsed.Code.IsEmpty && parsed.Error.IsEmpty ? CallbackRefusal.NothingDelivered : CallbackRefusal.None;
    }

    // The decoded value is compared, in a time that depends on its length only.
    private static bool Matches(FormValue value, byte[] expected)
    {
        if (value.DecodedLength != expected.Length)
        {
            return false;
        }

        Span<byte> decoded = expected.Length <= 512 ? stackalloc byte[expected.Length] : new byte[expected.Length];
        value.Decode(decoded);
        return CryptographicOperations.FixedTimeEquals(decoded, expected);
    }
}
