using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth;

/// <summary>
/// The part of a sign-in that has the browser in it: hold the place, show the URL, wait for the response, tell the page
/// how it ended, and let everything go.
/// </summary>
internal sealed class BrowserLeg : IAsyncDisposable
{
    private readonly LoopbackAuthorizerParts _parts;
    private readonly SignInPlan _plan;
    private readonly TimeSpan _timeout;
    private readonly RefusalReports _refusals;
    private readonly CancellationTokenSource _stop = new();
    private ICallbackSession? _session;
    private ISignInConversation? _conversation;
    private PendingAuthorization? _pending;
    private SignInPrompt? _prompt;
    private Task _run = Task.CompletedTask;
    private Task _launch = Task.CompletedTask;
    private Task? _stopping;
    private bool _listensAny;

    public BrowserLeg(LoopbackAuthorizerParts parts, SignInPlan plan, TimeSpan timeout)
    {
        _parts = parts;
        _plan = plan;
        _timeout = timeout;
        _refusals = new RefusalReports(parts.Logger, Notify);
        Deadline = parts.TimeProvider.GetUtcNow() + timeout;
    }

    public DateTimeOffset Deadline { get; }

    public Uri RedirectUri => _session!.RedirectUri;

    /// <summary>Walks, and turns every other end of the walk into an ending: a place that cannot be held, the deadline, the caller's cancel.</summary>
    /// <param name="walk">The walk; its token ends at the deadline too.</param>
    /// <param name="ending">From an ending to what the walk would have returned.</param>
    /// <param name="page">What the browser may be told about it.</param>
    /// <param name="cancellationToken">The caller's own token.</param>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> walk,
        Func<AuthorizationOutcome, T> ending,
        Func<T, CallbackPageKind> page,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource clock = new(_timeout, _parts.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        T result;
        try
        {
            result = await walk(either.Token).ConfigureAwait(false);
        }
        catch (CallbackTransportException exception)
        {
            result = ending(new AuthorizationOutcome.ListenerUnavailable(exception));
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            result = ending(cancellationToken.IsCancellationRequested
                ? Endings.Cancelled()
                : Endings.TimedOut(_timeout, _prompt, _pending?.RefusedCount ?? 0));
        }

        await CompleteAsync(page(result)).ConfigureAwait(false);
        return result;
    }

    public async Task OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken)
    {
        ManualPasteCallbackTransport paste = new(ReadPasteAsync);
        ICallbackTransport transport = (_plan.Listens, _plan.Pastes) switch
        {
            (true, true) => new RacingCallbackTransport(_parts.Transport, paste),
            (false, true) => paste,
            _ => _parts.Transport,
        };

        using (TelemetrySpan? bind = TelemetrySpan.StartStep(LoopbackOAuthTelemetry.BindActivity))
        {
            bind?.Tag(LoopbackOAuthTelemetry.TransportTag, TelemetryValues.Transport(transport.Name));
            try
            {
                _session = await transport.OpenAsync(options, cancellationToken).ConfigureAwait(false);
                bind?.Succeed();
            }
            catch (CallbackTransportException exception)
            {
                bind?.Fail(exception.Code);
                throw;
            }
        }

        Log.Waiting(_parts.Logger, _session.RedirectUri.Authority, transport.Name);
        _listensAny = _plan.Listens && options.UnsafeListenAny;
    }

    /// <returns>The response, or <see langword="null"/> when every channel was closed without one.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public async Task<AuthorizationResponse?> WaitAsync(SignInPrompt prompt, Secret state, IssuerExpectation issuer, CancellationToken cancellationToken)
    {
        _pending = new PendingAuthorization(state, issuer, OnRefused);
        _prompt = prompt;
        using (TelemetrySpan? present = TelemetrySpan.StartStep(LoopbackOAuthTelemetry.PresentActivity))
        {
            _conversation = await Conversations.BeginAsync(_parts, prompt, cancellationToken).ConfigureAwait(false);
            present?.Succeed();
        }

        if (_listensAny)
        {
            Log.ListensOnEveryInterface(_parts.Logger, RedirectUri.Port);
            Notify(
                SignInNoticeKind.ListensOnEveryInterface,
                $"UNSAFE: listening on every network interface, as was asked for. Publish the port as 127.0.0.1:{RedirectUri.Port}:{RedirectUri.Port} and nowhere else.");
        }

        using TelemetrySpan? wait = TelemetrySpan.StartStep(LoopbackOAuthTelemetry.WaitActivity);
        long begun = _parts.TimeProvider.GetTimestamp();

        // On threads of their own: these parts may be the caller's, and may block before they first await. The browser goes
        // first, because it takes its time; the place is held, so that it may come early.
        if (_plan.OpenBrowser)
        {
            _launch = Task.Run(() => BrowserLaunch.RunAsync(_parts, prompt.AuthorizationUri, Notify, _stop.Token), CancellationToken.None);
        }

        _run = Task.Run(() => _session!.RunAsync(_pending, _stop.Token), CancellationToken.None);

        AuthorizationResponse? response;
        try
        {
            response = await ReceiveAsync(_pending, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            wait?.Tag(LoopbackOAuthTelemetry.RefusalCountTag, _pending.RefusedCount);
        }

        if (response is null)
        {
            wait?.Fail("prompt_closed");
            return null;
        }

        wait?.Tag(LoopbackOAuthTelemetry.ChannelTag, TelemetryValues.Channel(response.Channel));
        wait?.Succeed();
        CallbackTelemetry.Arrived(_parts.TimeProvider.GetElapsedTime(begun), response.Channel, prompt.Environment.Id);
        Log.ResponseArrived(_parts.Logger, response.Transport);
        Notify(SignInNoticeKind.ResponseReceived, response.Channel is CallbackChannel.Paste ? "Got the answer from the paste." : "Got the answer from the browser.");
        return response;
    }

    private async Task<AuthorizationResponse?> ReceiveAsync(PendingAuthorization pending, CancellationToken cancellationToken)
    {
        try
        {
            Task first = await Task.WhenAny(pending.Response, _run).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (first == _run && pending.Close())
            {
                // Faults of a transport come out here; otherwise nothing more can arrive.
                await _run.ConfigureAwait(false);
                return null;
            }
        }
        catch (OperationCanceledException) when (!pending.Close())
        {
            // The response was accepted in the same instant: it counts.
        }

        return await pending.Response.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // After an exception nobody has said how it ended; a browser that waits must not be told more than that.
            _pending?.Settle(CallbackPageKind.Failure);
            _pending?.Close();
            await StopAsync().ConfigureAwait(false);
        }
        finally
        {
            if (_session is not null)
            {
                await _session.DisposeAsync().ConfigureAwait(false);
            }

            if (_conversation is not null)
            {
                await Conversations.CloseAsync(_parts, _conversation).ConfigureAwait(false);
            }

            _stop.Dispose();
        }
    }

    // Tells the browser how it ended, finishes what is under way, and tells the user of a success. A failure is the caller's to tell.
    private async Task CompleteAsync(CallbackPageKind page)
    {
        _pending?.Settle(page);
        await StopAsync().ConfigureAwait(false);
        if (page is CallbackPageKind.Success)
        {
            Notify(SignInNoticeKind.Succeeded, "Login successful!");
        }
    }

    private Task StopAsync() => _stopping ??= StopOnceAsync();

    private async Task StopOnceAsync()
    {
        // What the cancel calls goes on beside the parts that end with it.
        Task cancel = _stop.CancelAsync();

        // A caller's own part that does not heed its token is not waited for; it is disposed next.
        await BoundedWait.ForAsync(Task.WhenAll(_run, _launch, _refusals.Telling), Conversations.LongestGoodbye, _parts.TimeProvider).ConfigureAwait(false);
        await cancel.ConfigureAwait(false);
    }

    private async ValueTask<string?> ReadPasteAsync(CancellationToken cancellationToken)
    {
        string? text = await _conversation!.ReadPasteAsync(cancellationToken).ConfigureAwait(false);
        if (text is null && _plan.Listens && !cancellationToken.IsCancellationRequested)
        {
            Notify(SignInNoticeKind.PasteClosed, "The prompt is closed; still waiting for the callback.");
        }

        return text;
    }

    // A paste is told of at once: its own prompt waits for it, and nobody else.
    private void OnRefused(CallbackRefusal refusal, string transport)
    {
        CallbackTelemetry.Refused(refusal, transport);
        if (transport == ManualPasteCallbackTransport.TransportName)
        {
            _refusals.Log(refusal, transport);
            Notify(SignInNoticeKind.PasteRefused, PasteAdvice.For(refusal, RedirectUri));
        }
        else
        {
            _refusals.Add(refusal, transport);
        }
    }

    private void Notify(SignInNoticeKind kind, string text)
    {
        try
        {
            _conversation?.Notify(new SignInNotice(kind, text));
        }
#pragma warning disable CA1031 // A presenter is the caller's own code, and a notice is not worth a sign-in.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.PresenterFailed(_parts.Logger, exception.GetType().Name);
        }
    }
}
