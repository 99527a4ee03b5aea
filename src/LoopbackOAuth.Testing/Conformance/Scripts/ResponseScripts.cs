using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>Responses with the right state: those that end the sign-in, and those of another issuer, which do not.</summary>
internal static class ResponseScripts
{
    private const string Issuer = "RFC 9207 section 2.4";
    private const string NoToken = "The sign-in ends so, and no token is asked for.";

    public static IEnumerable<ConformanceScript> All =>
    [
        Ends<AuthorizationOutcome.Rejected>("17-code-and-error", "RFC 6749 section 4.1.2", "A code and an error together, with the right state.", "Rejected", "code={code}&error=server_error&state={state}&iss={iss}"),
        Ends<AuthorizationOutcome.Denied>("17-denied", "RFC 6749 section 4.1.2.1", "The error access_denied with the right state.", "Denied", "error=access_denied&state={state}&iss={iss}"),
        Ends<AuthorizationOutcome.Rejected>("17-server-error", "RFC 6749 section 4.1.2.1", "The error server_error with the right state, and a description of markup.", "Rejected", "error=server_error&error_description=%3Cscript%3E{marker}&state={state}&iss={iss}"),
        ScriptOf.Delivery("18-wrong-issuer", Issuer, "The right state from another issuer.", "code={code}&state={state}&iss=https%3A%2F%2F{marker}.example"),
        ScriptOf.Delivery("18-issuer-twice", Issuer, "The right issuer and another one.", "code={code}&state={state}&iss={iss}&iss=https%3A%2F%2F{marker}.example"),
        ScriptOf.Delivery("18-error-of-another-issuer", Issuer, "An error with the right state from another issuer.", "error=access_denied&state={state}&iss=https%3A%2F%2F{marker}.example"),
        ScriptOf.Delivery("19-no-issuer", Issuer, "The right state without the issuer that the metadata promise.", "code={code}&state={state}"),
        ScriptOf.Delivery("19-empty-issuer", Issuer, "The right state with an empty issuer.", "code={code}&state={state}&iss="),
    ];

    private static ConformanceScript Ends<TOutcome>(string id, string reference, string description, string outcome, string query)
        where TOutcome : AuthorizationOutcome => ScriptOf.Live(
        id,
        reference,
        description,
        $"{outcome}. {NoToken} The page does not repeat the description.",
        ConformanceNeeds.None,
        async (flow, _) =>
        {
            if (flow.ServesHttp)
            {
                RawReply page = await flow.NavigateAsync("GET {path}?" + query + " HTTP/1.1\r\nHost: {host}\r\n{browser}\r\n").ConfigureAwait(false);
                if (page.Status is 0 or >= 500)
                {
                    throw new NonConformanceException($"The page after the response has the status {page.Status}.");
                }
            }
            else
            {
                await flow.DeliverAsync(flow.Texts.Fill(query)).ConfigureAwait(false);
            }

            AuthorizationOutcome ended = await flow.EndsWithoutTokensAsync().ConfigureAwait(false);
            if (ended is not TOutcome)
            {
                throw new NonConformanceException($"The sign-in ended otherwise: {ended}");
            }
        });
}
