namespace LoopbackOAuth.Testing.Conformance.Flow;

internal sealed partial class ConformanceFlow
{
    /// <summary>Sends a request over a connection of its own and reads the reply, up to the end of the connection.</summary>
    /// <param name="template">The request, as <see cref="RequestTexts.Fill"/> takes it.</param>
    public async Task<RawReply> AskAsync(string template) =>
        Single(await RepliesAsync(await SendAsync(template).ConfigureAwait(false)).ConfigureAwait(false));

    /// <summary>Sends a request over a connection of its own.</summary>
    public async Task<RawPeer> SendAsync(string template)
    {
        RawPeer peer = await ConnectAsync().ConfigureAwait(false);
        await peer.SendAsync(Texts.Fill(template), Patience.CancellationToken).ConfigureAwait(false);
        return peer;
    }

    /// <summary>Reads what comes back to a peer, up to the end of its connection.</summary>
    public async Task<IReadOnlyList<RawReply>> RepliesAsync(RawPeer peer, bool toHead = false)
    {
        string text = await Patience.ForAsync(peer.ReadToEndAsync(Patience.CancellationToken), "The connection was not ended after the answer, or there was none.").ConfigureAwait(false);
        return await RawReply.ParseAsync(text, toHead, _run.Options.HasServerBelow, Patience.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads what comes back to a peer, and holds it to a rule.</summary>
    /// <returns>The first reply, or that there was none.</returns>
    public async Task<RawReply> CheckAsync(RawPeer peer, ReplyRule rule, bool toHead = false)
    {
        IReadOnlyList<RawReply> replies = await RepliesAsync(peer, toHead).ConfigureAwait(false);
        ReplyCheck.Check(replies, rule, Texts.Secrets, _run.Options.HasServerBelow);
        return replies.FirstOrDefault(RawReply.None);
    }

    /// <summary>Sends a request and holds the reply to a rule.</summary>
    public async Task TryAsync(string template, ReplyRule rule)
    {
        RawPeer peer = await SendAsync(template).ConfigureAwait(false);
        if (rule.MayWait)
        {
            Hold(peer, rule);
            await RoundTripAsync().ConfigureAwait(false);
        }
        else
        {
            await CheckAsync(peer, rule, toHead: template.StartsWith("HEAD ", StringComparison.Ordinal)).ConfigureAwait(false);
        }

        StillWaits();
    }

    /// <summary>Hands over parameters that are not the response: over HTTP as a browser would, otherwise as the options say.</summary>
    public async Task TryDeliveryAsync(string query)
    {
        if (ServesHttp)
        {
            await TryAsync("GET {path}?" + query + " HTTP/1.1\r\nHost: {host}\r\n{browser}\r\n", ReplyRule.Refused).ConfigureAwait(false);
        }
        else
        {
            await DeliverAsync(Texts.Fill(query)).ConfigureAwait(false);
        }
    }

    /// <summary>Hands a callback over to a transport that does not listen.</summary>
    public Task DeliverAsync(string query) => Patience.ForAsync(
        _run.Options.Deliver!(RedirectUri.GetLeftPart(UriPartial.Path) + "?" + query, Patience.CancellationToken),
        "The delivery was not taken.");

    /// <summary>Asks for a page that is not there: what was sent before it has been seen by then.</summary>
    public async Task RoundTripAsync()
    {
        if (ServesHttp)
        {
            await AskAsync("GET /nothing-here HTTP/1.1\r\nHost: {host}\r\n\r\n").ConfigureAwait(false);
        }
    }

    /// <summary>Navigates as a browser does: it follows one redirect of the listener to itself.</summary>
    /// <returns>The page.</returns>
    public async Task<RawReply> NavigateAsync(string request) => await FollowAsync(await AskAsync(request).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>Follows the redirect of a reply, when it is one (RFC 9110 section 15.4.4).</summary>
    /// <returns>The page.</returns>
    public async Task<RawReply> FollowAsync(RawReply reply)
    {
        ReplyCheck.CheckAlways(reply, Texts.Secrets);
        if (reply.Status != 303)
        {
            return reply;
        }

        string request = Texts.Fill("GET " + TargetOf(reply) + " HTTP/1.1\r\nHost: {host}\r\n{browser}\r\n");
        RawPeer peer = await ConnectAsync("The port was closed before the browser could follow the redirect to the page.").ConfigureAwait(false);
        await peer.SendAsync(request, Patience.CancellationToken).ConfigureAwait(false);
        RawReply page = Single(await RepliesAsync(peer).ConfigureAwait(false));
        ReplyCheck.CheckAlways(page, Texts.Secrets);
        return page.Status == 303 ? throw new NonConformanceException("The answer to the callback redirects more than once.") : page;
    }

    /// <summary>The one reply over a connection, or that there was none.</summary>
    public static RawReply Single(IReadOnlyList<RawReply> replies) =>
        replies.Count <= 1 ? replies.FirstOrDefault(RawReply.None) : throw new NonConformanceException("More than one reply came back over one connection.");

    private string TargetOf(RawReply reply)
    {
        string location = reply.Fields["Location"] ?? throw new NonConformanceException("The answer 303 has no Location.");
        var target = new Uri(RedirectUri, location);
        return target.GetLeftPart(UriPartial.Authority) == RedirectUri.GetLeftPart(UriPartial.Authority) && target.AbsolutePath != RedirectUri.AbsolutePath
            ? target.PathAndQuery
            : throw new NonConformanceException("The answer 303 does not lead to another path of the same authority.");
    }
}
