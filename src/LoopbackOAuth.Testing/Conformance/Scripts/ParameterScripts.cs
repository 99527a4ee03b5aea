using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>Other resources, and parameters that are not the response of this sign-in.</summary>
internal static class ParameterScripts
{
    private const string Elsewhere = "GET {target} HTTP/1.1\r\nHost: {host}\r\n{browser}\r\n";
    private const string State = "RFC 6749 section 10.12";
    private const string Repeated = "RFC 6749 section 3.1";
    private const string Error = "RFC 6749 section 4.1.2.1";
    private const int ManyGuesses = 64;

    public static IEnumerable<ConformanceScript> All =>
    [
        ScriptOf.Request(
            "07-favicon",
            "Fetch Metadata Request Headers section 2",
            "The browser asks for the icon of the page.",
            "GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\nAccept: image/avif,image/webp,*/*;q=0.8\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n\r\n",
            ReplyRule.NotHere),
        Other("07-well-known", "/.well-known/appspecific/com.chrome.devtools.json", "The developer tools of a browser ask for their settings."),
        Other("08-root", "/", "The user opens the host without a path."),
        Other("08-root-with-response", "/?{query}", "The genuine response arrives at the root."),
        Other("08-cancel", "/cancel", "A page of another origin asks for a way to end the sign-in."),
        ScriptOf.Request("09-no-query", "RFC 6749 section 4.1.2", "The callback path without a query.", "GET {path} HTTP/1.1\r\nHost: {host}\r\n{browser}\r\n", ReplyRule.Refused),
        ScriptOf.Delivery("10-empty-query", "RFC 6749 section 4.1.2", "The callback path with an empty query.", ""),
        ScriptOf.Delivery("10-only-separators", "RFC 6749 section 4.1.2", "A query of separators.", "&&=&"),
        ScriptOf.Delivery("10-unknown-parameters", "RFC 6749 section 4.1.2", "A query of unknown parameters.", "x={marker}&y=1"),
        ScriptOf.Delivery("10-state-only", "RFC 6749 section 4.1.2", "The right state with neither a code nor an error.", "state={state}&iss={iss}"),
        ScriptOf.Delivery("10-empty-code", "RFC 6749 section 3.1", "The right state with a code without a value, which is none.", "code=&state={state}&iss={iss}"),
        ScriptOf.Delivery("11-wrong-state", State, "Another page leads the browser to the callback with a state of its own.", "code={marker}&state={marker}&iss={iss}"),
        ScriptOf.Delivery("11-longer-state", State, "The right state with one character more.", "code={code}&state={state}A&iss={iss}"),
        ScriptOf.Delivery("11-state-before", State, "A character before the right state.", "code={code}&state=A{state}&iss={iss}"),
        ScriptOf.Delivery("11-escaped-state", State, "The right state between escaped blanks.", "code={code}&state=%20{state}%20&iss={iss}"),
        ManyStates(),
        ScriptOf.Delivery("12-empty-state", State, "A code with an empty state.", "code={code}&state=&iss={iss}"),
        ScriptOf.Delivery("12-no-state", State, "A code without a state.", "code={code}&iss={iss}"),
        ScriptOf.Delivery("12-state-in-another-case", State, "The right state under the name State.", "code={code}&State={state}&iss={iss}"),
        ScriptOf.Delivery("13-state-twice", Repeated, "The right state, twice.", "code={code}&state={state}&state={state}&iss={iss}"),
        ScriptOf.Delivery("14-wrong-and-right-state", Repeated, "A wrong state, then the right one.", "code={code}&state={marker}&state={state}&iss={iss}"),
        ScriptOf.Delivery("14-right-and-wrong-state", Repeated, "The right state, then a wrong one.", "code={code}&state={state}&state={marker}&iss={iss}"),
        ScriptOf.Delivery("14-state-twice-escaped", Repeated, "The right state, and a second one whose name is escaped.", "code={code}&state={state}&st%61te={state}&iss={iss}"),
        ScriptOf.Delivery("14-code-twice", Repeated, "Another code beside the genuine one.", "code={marker}&code={code}&state={state}&iss={iss}"),
        ScriptOf.Delivery("15-error-without-state", Error, "Another page leads the browser to the callback with an error.", "error=access_denied&error_description={marker}"),
        ScriptOf.Delivery("16-error-with-wrong-state", Error, "An error with a wrong state.", "error=access_denied&state={marker}"),
        ScriptOf.Delivery(
            "16-error-with-markup",
            Error,
            "An error without a state, whose description is markup and header fields.",
            "error=%3Cscript%3E{marker}%3C%2Fscript%3E&error_description=%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0a%3Cscript%3E{marker}%3C%2Fscript%3E"),
    ];

    private static ConformanceScript Other(string id, string target, string description) =>
        ScriptOf.Request(id, "RFC 9700 section 2.1", description, Elsewhere.Replace("{target}", target, StringComparison.Ordinal), ReplyRule.NotHere);

    private static ConformanceScript ManyStates() => new(
        "11-many-states",
        "Guessing",
        $"{ManyGuesses} deliveries, each with another wrong state.",
        "Each is refused; none of them, and no number of them, ends the sign-in. The genuine callback still succeeds, with one token request.",
        ConformanceNeeds.None,
        async run =>
        {
            ConformanceFlow flow = await run.StartAsync().ConfigureAwait(false);
            await using (flow.ConfigureAwait(false))
            {
                for (int guess = 0; guess < ManyGuesses; guess++)
                {
                    await flow.TryDeliveryAsync($"code={{marker}}&state={{marker}}{guess}&iss={{iss}}").ConfigureAwait(false);
                }

                await flow.StillWaitsAsync().ConfigureAwait(false);
                await flow.SucceedAsync().ConfigureAwait(false);
            }
        });
}
