using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>
/// Delivery by a script of a page whose exact origin the session was opened for. What a page may do where no origin is
/// allowed is in <see cref="FetchScripts"/> and <see cref="MethodScripts"/>.
/// </summary>
internal static class CrossOriginScripts
{
    private const string Fetch = "Fetch standard, CORS protocol";
    private const string PrivateNetwork = "Private Network Access";
    private const string Allowed = "https://accounts.conformance.example";
    private const string Listed = "Host: {host}\r\nOrigin: " + Allowed + "\r\n";
    private const string ByScript = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n";
    private const string Asks = "Access-Control-Request-Method: GET\r\n";
    private const string AsksPrivately = Asks + "Access-Control-Request-Private-Network: true\r\n";
    private const string Genuine = "GET {path}?{query} HTTP/1.1\r\n" + Listed + ByScript + "\r\n";

    private static readonly FlowSettings Settings = new() { CallbackOrigins = [Allowed, "https://auth.conformance.example"] };
    private static readonly ReplyRule Preflight = new("a status from 200 to 299 without content", status => status is >= 200 and <= 299) { Grants = Allowed, WithoutContent = true };
    private static readonly ReplyRule Taken = Preflight;
    private static readonly ReplyRule RefusedReadably = ReplyRule.Refused with { Grants = Allowed };

    public static IEnumerable<ConformanceScript> All =>
    [
        Live("38-preflight", Fetch, "A script of an allowed origin asks whether it may fetch the genuine callback URL.", "It may, by GET and from that origin alone; nothing is said about private networks.", (flow, _) => AskAsync(flow, Asks)),
        Live("38-preflight-private-network", PrivateNetwork, "A script of an allowed origin on a public page asks whether it may fetch from a private network.", "It may.", (flow, _) => AskAsync(flow, AsksPrivately)),
        Disturbance("38-preflight-of-another-path", Fetch, "A script of an allowed origin asks whether it may fetch another path.", flow => flow.TryAsync("OPTIONS {path}x HTTP/1.1\r\n" + Listed + AsksPrivately + "\r\n", ReplyRule.NotHere)),
        Disturbance("38-preflight-of-another-host", "DNS rebinding", "A script of an allowed origin asks at another host.", flow => flow.TryAsync("OPTIONS {path} HTTP/1.1\r\nHost: evil.example:{port}\r\nOrigin: " + Allowed + "\r\n" + AsksPrivately + "\r\n", ReplyRule.Malformed)),
        Origin("38-other-origin", "another origin", "https://evil.example"),
        Origin("38-origin-with-suffix", "a name that begins with an allowed one", Allowed + ".evil.example"),
        Origin("38-origin-below", "a name below an allowed one", "https://evil.accounts.conformance.example"),
        Origin("38-origin-without-tls", "the allowed name over http", "http://accounts.conformance.example"),
        Origin("38-origin-with-port", "the allowed name with a port", Allowed + ":8443"),
        Origin("38-origin-with-slash", "the allowed name with a final slash", Allowed + "/"),
        Origin("38-origin-in-upper-case", "the allowed name in upper case, as no browser writes it", "https://ACCOUNTS.conformance.example"),
        Origin("38-origin-null", "an origin that is hidden", "null"),
        Origin("38-origin-empty", "an origin that is empty", ""),
        Origin("38-origin-list", "two origins in one field, one of them allowed", Allowed + " https://evil.example"),
        Origin("38-own-origin", "the origin of the listener itself", "http://{host}"),
        Disturbance("38-fetch-without-origin", Fetch, "A script fetches the genuine callback URL, and the origin is lost on the way.", flow => flow.TryAsync("GET {path}?{query} HTTP/1.1\r\nHost: {host}\r\n" + ByScript + "\r\n", ReplyRule.Refused)),
        Disturbance("38-fetch-without-cors", Fetch, "A script of an allowed origin fetches it and does not ask for the answer.", flow => flow.TryAsync("GET {path}?{query} HTTP/1.1\r\n" + Listed + "Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: empty\r\n\r\n", ReplyRule.Refused)),
        Disturbance("38-image", Fetch, "A page of an allowed origin has it as an image.", flow => flow.TryAsync("GET {path}?{query} HTTP/1.1\r\n" + Listed + "Sec-Fetch-Mode: cors\r\nSec-Fetch-Dest: image\r\n\r\n", ReplyRule.Refused)),
        Disturbance("38-fetch-by-post", Fetch, "A script of an allowed origin posts to it.", flow => flow.TryAsync("POST {path}?{query} HTTP/1.1\r\n" + Listed + ByScript + "Content-Length: 0\r\n\r\n", ReplyRule.Refused)),
        Disturbance("38-fetch-of-another-host", "DNS rebinding", "A script of an allowed origin fetches it at another host.", flow => flow.TryAsync("GET {path}?{query} HTTP/1.1\r\nHost: evil.example:{port}\r\nOrigin: " + Allowed + "\r\n" + ByScript + "\r\n", ReplyRule.Malformed)),
        Disturbance("38-fetch-of-another-path", Fetch, "A script of an allowed origin fetches another path.", flow => flow.TryAsync("GET {path}x?{query} HTTP/1.1\r\n" + Listed + ByScript + "\r\n", ReplyRule.NotHere)),
        Disturbance("38-fetch-ahead", Fetch, "The browser prefetches it for a page of an allowed origin.", flow => flow.TryAsync("GET {path}?{query} HTTP/1.1\r\n" + Listed + ByScript + "Sec-Purpose: prefetch\r\n\r\n", ReplyRule.LookAhead)),
        Live("38-fetch-with-wrong-state", Fetch, "A script of an allowed origin delivers a wrong state.", "Refused, which the script may read. No effect: the genuine callback still succeeds, with one token request.", WrongStateAsync),
        Live("38-fetch", Fetch, "A script of an allowed origin delivers the genuine response.", "Success, with one token request. The script may read that, and gets no page.", FetchAsync),
        Live("38-fetch-refused-code", Fetch, "A script of an allowed origin delivers the genuine response, whose code the server refuses.", "The script may read that it is no success.", FetchRefusedAsync),
        Live("38-fetch-and-navigation", "RFC 6749 section 4.1.3", "A script of an allowed origin delivers the genuine response, and the browser navigates there too.", "Success, with one token request.", FetchAndNavigateAsync),
        Live("38-navigation", Fetch, "The genuine callback by navigation, where scripts may deliver too.", "Success, with one token request.", (flow, _) => flow.SucceedAsync()),
    ];

    private static ConformanceScript Live(string id, string reference, string description, string expectation, Func<ConformanceFlow, ConformanceRun, Task> play) =>
        ScriptOf.Live(id, reference, description, expectation, ConformanceNeeds.Http | ConformanceNeeds.CrossOrigin, play, Settings);

    private static ConformanceScript Disturbance(string id, string reference, string description, Func<ConformanceFlow, Task> disturb) =>
        Live(id, reference, description, "No effect, and nothing is allowed: the genuine callback still succeeds, with one token request.", async (flow, _) =>
        {
            await disturb(flow).ConfigureAwait(false);
            await flow.StillWaitsAsync().ConfigureAwait(false);
            await flow.SucceedAsync().ConfigureAwait(false);
        });

    private static ConformanceScript Origin(string id, string what, string origin) =>
        Disturbance(id, Fetch, $"A script asks whether it may fetch the genuine callback URL, and fetches it; its origin is {what}.", async flow =>
        {
            string fields = $"Host: {{host}}\r\nOrigin: {origin}\r\n";
            await flow.TryAsync("OPTIONS {path}?{query} HTTP/1.1\r\n" + fields + ByScript + AsksPrivately + "\r\n", ReplyRule.LookAhead).ConfigureAwait(false);
            await flow.TryAsync("GET {path}?{query} HTTP/1.1\r\n" + fields + ByScript + "\r\n", ReplyRule.Refused).ConfigureAwait(false);
        });

    private static async Task AskAsync(ConformanceFlow flow, string asks)
    {
        RawPeer peer = await flow.SendAsync("OPTIONS {path}?{query} HTTP/1.1\r\n" + Listed + ByScript + asks + "\r\n").ConfigureAwait(false);
        RawReply reply = await flow.CheckAsync(peer, Preflight).ConfigureAwait(false);
        string[] methods = reply.Fields["Access-Control-Allow-Methods"]?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        string? privately = reply.Fields["Access-Control-Allow-Private-Network"];
        if (methods is not ["GET"])
        {
            throw new NonConformanceException($"The answer {reply.Status} allows other methods than GET, or none.");
        }

        if ((privately == "true") != (asks == AsksPrivately))
        {
            throw new NonConformanceException($"The answer {reply.Status} {(privately is null ? "does not allow" : "allows unasked")} the way from a public page.");
        }

        await flow.StillWaitsAsync().ConfigureAwait(false);
        await flow.SucceedAsync().ConfigureAwait(false);
    }

    private static async Task WrongStateAsync(ConformanceFlow flow, ConformanceRun run)
    {
        await flow.TryAsync("GET {path}?code={marker}&state={marker} HTTP/1.1\r\n" + Listed + ByScript + "\r\n", RefusedReadably).ConfigureAwait(false);
        await flow.StillWaitsAsync().ConfigureAwait(false);
        await flow.SucceedAsync().ConfigureAwait(false);
    }

    private static async Task FetchAsync(ConformanceFlow flow, ConformanceRun run)
    {
        await flow.CheckAsync(await flow.SendAsync(Genuine).ConfigureAwait(false), Taken).ConfigureAwait(false);
        await flow.EndsInSuccessAsync().ConfigureAwait(false);
    }

    private static async Task FetchRefusedAsync(ConformanceFlow flow, ConformanceRun run)
    {
        flow.RefuseCodes();
        await flow.CheckAsync(await flow.SendAsync(Genuine).ConfigureAwait(false), RefusedReadably).ConfigureAwait(false);
        AuthorizationOutcome outcome = await flow.EndsAsync().ConfigureAwait(false);
        if (outcome is not AuthorizationOutcome.ExchangeFailed)
        {
            throw new NonConformanceException($"The sign-in ended otherwise: {outcome}");
        }
    }

    private static async Task FetchAndNavigateAsync(ConformanceFlow flow, ConformanceRun run)
    {
        TaskCompletionSource gate = flow.HoldTokenEndpoint();
        RawPeer script = await flow.SendAsync(Genuine).ConfigureAwait(false);
        Task<RawReply> page = flow.NavigateAsync(flow.Texts.Genuine);
        await run.Patience.ForAsync(flow.Pending.Response, "Neither of them was taken.").ConfigureAwait(false);
        await flow.RoundTripAsync().ConfigureAwait(false);
        await flow.RoundTripAsync().ConfigureAwait(false);
        gate.SetResult();
        await flow.CheckAsync(script, Taken).ConfigureAwait(false);
        flow.CheckSuccessPage(await page.ConfigureAwait(false));
        await flow.EndsInSuccessAsync().ConfigureAwait(false);
    }
}
