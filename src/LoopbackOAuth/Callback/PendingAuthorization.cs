using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Callback;

/// <summary>
/// The one sign-in that waits. Every transport hands it what arrives; it judges, and the first right response wins,
/// whatever else is delivered, however often and over whichever channels.
/// </summary>
/// <remarks>It is safe to call from many threads at once.</remarks>
public sealed class PendingAuthorization
{
    private const int Waiting = 0;
    private const int Answered = 1;
    private const int Over = 2;

    private readonly CallbackValidator _validator;
    private readonly TaskCompletionSource<AuthorizationResponse> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CallbackPageKind> _page = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<CallbackRefusal, string>? _onRefused;
    private int _phase = Waiting;
    private int _refusedCount;

    /// <summary>Starts to wait.</summary>
    /// <param name="state">The state that was sent.</param>
    /// <param name="issuer">What a response must say about its issuer.</param>
    /// <exception cref="ArgumentException">The state is empty or not visible ASCII (RFC 6749 appendix A.5).</exception>
    /// <param name="onRefused">Called with the reason and the transport's name for each delivery that does not count; it must return soon.</param>
    public PendingAuthorization(Secret state, IssuerExpectation issuer, Action<CallbackRefusal, string>? onRefused = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(issuer);
        _validator = new CallbackValidator(state, issuer);
        _onRefused = onRefused;
    }

    /// <summary>Ends with the first right response. It never faults and is never cancelled.</summary>
    public Task<AuthorizationResponse> Response => _response.Task;

    /// <summary>Ends when it is known what the browser may be told. A reply waits for it, within bounds of its own.</summary>
    public Task<CallbackPageKind> Page => _page.Task;

    /// <summary>How many deliveries did not count.</summary>
    public int RefusedCount => Volatile.Read(ref _refusedCount);

    /// <summary>Judges the parameters of a query or of a form body.</summary>
    /// <param name="parameters">The parameters as they came, form-encoded, without a leading <c>?</c>.</param>
    /// <param name="channel">How they arrived.</param>
    /// <param name="transport">The name of the transport that received them.</param>
    /// <returns>The verdict.</returns>
    public CallbackVerdict Deliver(ReadOnlySpan<byte> parameters, CallbackChannel channel, string transport)
    {
        CallbackRefusal refusal = _validator.Validate(parameters, out CallbackParameters parsed);
        if (refusal is not CallbackRefusal.None)
        {
            return Refuse(refusal, transport);
        }

        switch (Interlocked.CompareExchange(ref _phase, Answered, Waiting))
        {
            case Waiting:
                _response.SetResult(parsed.ToResponse(channel, transport));
                return CallbackVerdict.Accepted;
            case Answered:
                return CallbackVerdict.Repeated;
            default:
                return Refuse(CallbackRefusal.Closed, transport);
        }
    }

    /// <summary>Judges the parameters of a query or of a form body that came as text, such as a paste.</summary>
    /// <param name="parameters">The parameters as they came, form-encoded, without a leading <c>?</c>.</param>
    /// <param name="channel">How they arrived.</param>
    /// <param name="transport">The name of the transport that received them.</param>
    /// <returns>The verdict: the same as on the UTF-8 bytes of the text.</returns>
    public CallbackVerdict Deliver(ReadOnlySpan<char> parameters, CallbackChannel channel, string transport)
    {
        if (parameters.Length > CallbackParser.MaxLength)
        {
            return Refuse(CallbackRefusal.TooLarge, transport);
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(parameters.Length));
        try
        {
            return Deliver(buffer.AsSpan(0, CallbackText.ToUtf8(parameters, buffer)), channel, transport);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Counts a delivery that the transport itself found wrong.</summary>
    /// <param name="refusal">Why it does not count.</param>
    /// <param name="transport">The name of the transport.</param>
    /// <returns>The verdict.</returns>
    public CallbackVerdict Refuse(CallbackRefusal refusal, string transport)
    {
        Interlocked.Increment(ref _refusedCount);
        _onRefused?.Invoke(refusal, transport);
        return CallbackVerdict.Refused(refusal);
    }

    /// <summary>Takes no response any more, unless one was accepted already.</summary>
    /// <returns><see langword="true"/> when the wait ended without a response.</returns>
    public bool Close() => Interlocked.CompareExchange(ref _phase, Over, Waiting) is not Answered;

    /// <summary>Says what the browser may be told. Only the first call counts.</summary>
    /// <param name="page">The page.</param>
    public void Settle(CallbackPageKind page) => _page.TrySetResult(page);
}
