using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Transports;

/// <summary>
/// Judges the requests of one session, hands what they deliver to the sign-in, and says what to answer: the same on every
/// HTTP transport.
/// </summary>
internal sealed class CallbackDesk
{
    /// <summary>How long a browser is kept waiting for the end of the sign-in before it gets a page that promises nothing.</summary>
    public static readonly TimeSpan LongestWaitForPage = TimeSpan.FromSeconds(10);

    private readonly AdmissionPolicy _policy;
    private readonly PendingAuthorization _pending;
    private readonly string _transport;
    private readonly TimeProvider _timeProvider;
    private readonly OwedPages _owed;

    public CallbackDesk(AdmissionPolicy policy, PendingAuthorization pending, string transport, TimeProvider timeProvider)
    {
        _policy = policy;
        _pending = pending;
        _transport = transport;
        _timeProvider = timeProvider;
        _owed = new OwedPages(timeProvider);
    }

    /// <summary>Judges a request and delivers its query, when it is one that delivers.</summary>
    public CallbackTurn Judge(in CallbackRequest request)
    {
        Admission admission = _policy.Judge(request, out ReadOnlySpan<byte> query);
        switch (admission)
        {
            case Admission.Query:
                return new CallbackTurn(admission, Deliver(query, CallbackChannel.Redirect));
            case Admission.FormBody:
                return new CallbackTurn(admission, Reply: null);
            case Admission.ResultPage:
                _owed.Pay();
                return new CallbackTurn(admission, Reply: null);
            case Admission.CrossOriginFetch:
                CrossOriginGrant grant = _policy.GrantFor(admission, request);
                CallbackVerdict verdict = _pending.Deliver(query, CallbackChannel.CrossOriginFetch, _transport);
                return new CallbackTurn(admission, verdict.Kind is CallbackVerdictKind.Refused ? CallbackReply.ForScript(CallbackPageKind.NotForThisSignIn, grant) : null, grant);
            case Admission.Preflight:
                return new CallbackTurn(admission, CallbackReply.For(admission) with { Grant = _policy.GrantFor(admission, request) });
            default:
                return new CallbackTurn(admission, CallbackReply.For(admission));
        }
    }

    /// <summary>Delivers the body of a form post.</summary>
    public CallbackTurn DeliverForm(ReadOnlySpan<byte> body) => new(Admission.FormBody, Deliver(body, CallbackChannel.FormPost));

    /// <summary>The reply, when all that belongs to it is known: it waits for the truth, within bounds.</summary>
    public async ValueTask<CallbackReply> ReplyAsync(CallbackTurn turn)
    {
        if (turn.Reply is { } reply)
        {
            return reply;
        }

        CallbackPageKind page = await BoundedWait.ForAsync(_pending.Page, LongestWaitForPage, _timeProvider).ConfigureAwait(false)
            ? await _pending.Page.ConfigureAwait(false)
            : CallbackPageKind.Received;
        return turn.Admission is Admission.CrossOriginFetch ? CallbackReply.ForScript(page, turn.Grant) : CallbackReply.For(page);
    }

    /// <summary>Ends when the place may be given up: after the end of the sign-in, and when no browser is still on its way to the page it was led to.</summary>
    /// <param name="cancellationToken">Cancelled when the sign-in is over.</param>
    public Task EndAsync(CancellationToken cancellationToken) => _owed.EndAsync(cancellationToken);

    /// <summary>Whether the place is given up.</summary>
    public bool IsClosed => _owed.IsClosed;

    /// <summary>The place is given up, for whatever reason.</summary>
    public void Close() => _owed.Close();

    // A browser that delivered is led on at once. The page is owed before the sign-in can know of the response, or it might
    // end in between, and the browser would be led to a closed port.
    private CallbackReply Deliver(ReadOnlySpan<byte> parameters, CallbackChannel channel)
    {
        _owed.Owe();
        bool isAccepted = false;
        try
        {
            isAccepted = _pending.Deliver(parameters, channel, _transport).Kind is not CallbackVerdictKind.Refused;
        }
        finally
        {
            if (isAccepted)
            {
                _owed.Lead();
            }
            else
            {
                _owed.Pay();
            }
        }

        return isAccepted ? CallbackReply.SeeOther : CallbackReply.For(CallbackPageKind.NotForThisSignIn);
    }
}
