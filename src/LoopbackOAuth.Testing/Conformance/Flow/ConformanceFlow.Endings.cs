namespace LoopbackOAuth.Testing.Conformance.Flow;

internal sealed partial class ConformanceFlow
{
    /// <summary>The sign-in must wait as before. A session that is about to end can take one more request: it is asked for nothing.</summary>
    /// <exception cref="NonConformanceException">Something has ended, or counts as the response.</exception>
    public async Task StillWaitsAsync()
    {
        StillWaits();
        await RoundTripAsync().ConfigureAwait(false);
        StillWaits();
    }

    /// <exception cref="NonConformanceException">Something has ended, or counts as the response.</exception>
    public void StillWaits()
    {
        Require(!Pending.Response.IsCompleted, "It was taken for the response.");
        Require(!Outcome.IsCompleted, "It ended the sign-in.");
        Require(!_session!.Run.IsCompleted, "It ended the session.");
        Require(TokenRequestCount == 0, "It led to a token request.");
    }

    /// <summary>The genuine callback comes, and everything must end as it should.</summary>
    public async Task SucceedAsync()
    {
        if (ServesHttp)
        {
            CheckSuccessPage(await NavigateAsync(_settings.FormPost ? Texts.GenuinePost : Texts.Genuine).ConfigureAwait(false));
        }
        else
        {
            await DeliverAsync(Texts.Query).ConfigureAwait(false);
        }

        await EndsInSuccessAsync().ConfigureAwait(false);
    }

    public void CheckSuccessPage(RawReply page)
    {
        Require(!page.IsNone, "The genuine callback got no answer.");
        Require(
            _run.Options.RequireSuccessPage ? page.Status == 200 : page.Status < 400,
            $"The page after the genuine callback has the status {page.Status}.");
    }

    /// <summary>The sign-in has what it needs: it must succeed, and leave nothing behind.</summary>
    public async Task EndsInSuccessAsync()
    {
        AuthorizationOutcome outcome = await EndsAsync().ConfigureAwait(false);
        Require(outcome is AuthorizationOutcome.Succeeded, $"The genuine callback did not succeed: {outcome}");
        Require(TokenRequestCount == 1, $"There were {TokenRequestCount} token requests where one is due.");
    }

    /// <summary>The sign-in must end now, however it does, without a token request.</summary>
    public async Task<AuthorizationOutcome> EndsWithoutTokensAsync()
    {
        AuthorizationOutcome outcome = await EndsAsync().ConfigureAwait(false);
        Require(TokenRequestCount == 0, "There was a token request where none is due.");
        return outcome;
    }

    /// <summary>What arrives after the end must be refused, if it gets in at all.</summary>
    public async Task IsRefusedAfterTheEndAsync()
    {
        if (ServesHttp)
        {
            await IsClosedAsync(Texts.Genuine).ConfigureAwait(false);
        }
        else
        {
            await DeliverAsync(Texts.Query).ConfigureAwait(false);
        }

        Require(!Pending.Response.IsCompleted, "It was taken for the response after the end.");
        Require(TokenRequestCount == 0, "It led to a token request after the end.");
    }

    /// <summary>The listener must be gone.</summary>
    /// <param name="request">What is sent to whoever is there.</param>
    public Task IsClosedAsync(string request) => _port!.CheckClosedAsync(request, Patience.CancellationToken);

    public async Task<AuthorizationOutcome> EndsAsync()
    {
        AuthorizationOutcome outcome = await Patience.ForAsync(Outcome, "The sign-in did not end.").ConfigureAwait(false);
        await Patience.ForAsync(_session!.Run, "The session did not stop when the sign-in had ended.").ConfigureAwait(false);
        foreach ((RawPeer peer, ReplyRule rule) in _held)
        {
            await Patience.ForAsync(peer.ReadToEndAsync(Patience.CancellationToken), "A connection was still open after the end.").ConfigureAwait(false);
            await CheckAsync(peer, rule).ConfigureAwait(false);
        }

        if (ServesHttp)
        {
            await IsClosedAsync("").ConfigureAwait(false);
        }

        return outcome;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new NonConformanceException(otherwise);
        }
    }
}
