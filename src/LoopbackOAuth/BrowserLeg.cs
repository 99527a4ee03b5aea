using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using LoopbackOAuth.Transports;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth;

/// <summary>
/// The part of a sign-in that has the browser in it: hold the place, show the URL, wait for the response, tell the page
/// how it ended, and let everything go.
/// </summary>
internal sealed class BrowserLeg : IAsyncDisposable
{
    /// <summary>From this many refused deliveries on, the user is warned, once. It never ends the wait: that would hand the end of a sign-in to whoever guesses.</summary>
    private const int ManyRefused = 32;

    private readonly LoopbackAuthorizerParts _parts;
    private readonly SignInPlan _plan;
    private readonly CancellationTokenSource _stop = new();
    private ICallbackSession? _session;
    private ISignInConversation? _conversation;
    private PendingAuthorization? _pending;
    private Task _run = Task.CompletedTask;
    private int _refused;

    public BrowserLeg(LoopbackAuthorizerParts parts, SignInPlan plan)
    {
        _parts = parts;
        _plan = plan;
    }

    public Uri RedirectUri => _session!.RedirectUri;

    public int RefusedCount => _pending?.RefusedCount ?? 0;

    public async Task OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken)
    {
        ManualPasteCallbackTransport paste = new(ReadPasteAsync);
        ICallbackTransport transport = (_plan.Listens, _plan.Pastes) switch
        {
            (true, true) => new RacingCallbackTransport(_parts.Transport, paste),
            (false, true) => paste,
            _ => _parts.Transport,
        };

        _session = await transport.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        Log.Waiting(_parts.Logger, _session.RedirectUri.Authority, transport.Name);
    }

    /// <returns>The response, or <see langword="null"/> when every channel was closed without one.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public async Task<AuthorizationResponse?> WaitAsync(SignInPrompt prompt, Secret state, IssuerExpectation issuer, CancellationToken cancellationToken)
    {
        _pending = new PendingAuthorization(state, issuer, OnRefused);
        _conversation = await _parts.Presenter.BeginAsync(prompt, cancellationToken).ConfigureAwait(false);
        _run = _session!.RunAsync(_pending, _stop.Token);
        if (_plan.OpenBrowser)
        {
            _ = LaunchAsync(prompt.AuthorizationUri);
        }

        try
        {
            Task first = await Task.WhenAny(_pending.Response, _run).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (first == _run && _pending.Close())
            {
                // Faults of a transport come out here; otherwise nothing more can arrive.
                await _run.ConfigureAwait(false);
                return null;
            }
        }
        catch (OperationCanceledException) when (!_pending.Close())
        {
            // The response was accepted in the same instant: it counts.
        }

        AuthorizationResponse response = await _pending.Response.ConfigureAwait(false);
        Log.ResponseArrived(_parts.Logger, response.Transport);
        _conversation.Notify(new SignInNotice(
            SignInNoticeKind.ResponseReceived,
            response.Channel is CallbackChannel.Paste ? "Got the answer from the paste, completing the sign-in." : "Got the answer from the browser, completing the sign-in."));
        return response;
    }

    /// <summary>Tells the browser how it ended, finishes what is under way, and tells the user of a success. A failure is the caller's to tell.</summary>
    public async Task CompleteAsync(CallbackPageKind page)
    {
        _pending?.Settle(page);
        await StopAsync().ConfigureAwait(false);
        if (page is CallbackPageKind.Success or CallbackPageKind.Received)
        {
            _conversation?.Notify(new SignInNotice(SignInNoticeKind.Succeeded, page is CallbackPageKind.Success ? "Login successful!" : "The answer has arrived."));
        }
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
            if (_conversation is not null)
            {
                await _conversation.DisposeAsync().ConfigureAwait(false);
            }

            if (_session is not null)
            {
                await _session.DisposeAsync().ConfigureAwait(false);
            }

            _stop.Dispose();
        }
    }

    private async ValueTask<string?> ReadPasteAsync(CancellationToken cancellationToken)
    {
        string? text = await _conversation!.ReadPasteAsync(cancellationToken).ConfigureAwait(false);
        if (text is null && _plan.Listens && !cancellationToken.IsCancellationRequested)
        {
            _conversation.Notify(new SignInNotice(SignInNoticeKind.PasteClosed, ""));
        }

        return text;
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LaunchAsync(Uri authorizationUri)
    {
        bool opened = false;
        try
        {
            opened = await _parts.BrowserLauncher.LaunchAsync(authorizationUri, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }
#pragma warning disable CA1031 // A launcher is the caller's own code, and its failure must not end a sign-in whose URL is on the screen.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.BrowserNotOpened(_parts.Logger, exception.GetType().Name);
        }

        if (!_stop.IsCancellationRequested)
        {
            _conversation?.Notify(opened
                ? new SignInNotice(SignInNoticeKind.BrowserOpened, "")
                : new SignInNotice(SignInNoticeKind.BrowserNotOpened, ""));
        }
    }

    private void OnRefused(CallbackRefusal refusal, string transport)
    {
        Log.DeliveryRefused(_parts.Logger, transport, refusal.ToString());
        if (transport == ManualPasteCallbackTransport.TransportName)
        {
            _conversation?.Notify(new SignInNotice(SignInNoticeKind.PasteRefused, PasteAdvice.For(refusal, RedirectUri)));
        }
        else if (Interlocked.Increment(ref _refused) == ManyRefused)
        {
            Log.ManyRefused(_parts.Logger, ManyRefused);
            _conversation?.Notify(new SignInNotice(SignInNoticeKind.ManyRefused, $"{ManyRefused} requests reached the listener that do not belong to this sign-in. It goes on, and none of them had any effect."));
        }
    }
}
