using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Protocol;

/// <summary>Writes the URL of an authorization request (RFC 6749 section 4.1.1).</summary>
internal static class AuthorizationUrl
{
    private const string Resource = "resource";

    /// <summary>The parameters of a request, in the order in which they are sent.</summary>
    /// <exception cref="ArgumentException">An extra parameter has a name that the sign-in sets, or a resource is not an absolute URI without fragment.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parameters(AuthorizationUrlParameters request)
    {
        List<KeyValuePair<string, string>> parameters = [];
        parameters.Add(new("response_type", "code"));
        parameters.Add(new("client_id", request.ClientId));
        parameters.Add(new("redirect_uri", request.RedirectUri));
        if (request.Scopes.Count > 0)
        {
            parameters.Add(new("scope", string.Join(' ', request.Scopes)));
        }

        parameters.Add(new("state", request.State.Reveal()));
        parameters.Add(new("code_challenge", request.CodeChallenge));
        parameters.Add(new("code_challenge_method", ProofKey.Method));
        if (request.Nonce is not null)
        {
            parameters.Add(new("nonce", request.Nonce.Reveal()));
        }

        foreach (KeyValuePair<string, string> resource in ResourceIndicators.Parameters(request.Resources))
        {
            parameters.Add(resource);
        }

        foreach (KeyValuePair<string, string> extra in request.Extra)
        {
            if (ReservedParameters.Contains(extra.Key))
            {
                throw new ArgumentException($"The parameter '{extra.Key}' is the sign-in's own and cannot be given.", nameof(request));
            }

            parameters.Add(extra);
        }

        return parameters;
    }

    /// <summary>Writes the URL of a request.</summary>
    /// <param name="authorizationEndpoint">The endpoint. Its query is kept (RFC 6749 section 3.1).</param>
    /// <param name="request">What the request says.</param>
    /// <exception cref="ArgumentException">The endpoint is not an absolute URL without fragment, or a parameter would come twice or must not be given.</exception>
    public static Uri Build(string authorizationEndpoint, AuthorizationUrlParameters request) => Build(authorizationEndpoint, Parameters(request));

    /// <inheritdoc cref="Build(string, AuthorizationUrlParameters)"/>
    /// <param name="authorizationEndpoint">The endpoint. Its query is kept (RFC 6749 section 3.1).</param>
    /// <param name="parameters">The parameters, in their order.</param>
    /// <returns>A URL in ASCII whose original text is its normal form.</returns>
    public static Uri Build(string authorizationEndpoint, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        if (!EndpointRule.TryParse(authorizationEndpoint, out Uri? endpoint, out string? problem))
        {
            throw new ArgumentException($"The authorization endpoint {problem}.", nameof(authorizationEndpoint));
        }

        HashSet<string> names = new(QueryNames(authorizationEndpoint), StringComparer.Ordinal);
        foreach ((string name, _) in parameters)
        {
            // RFC 6749 section 3.1: no parameter comes twice; RFC 8707 section 2 excepts the resource.
            if (name.Length == 0 || (!names.Add(name) && name != Resource))
            {
                throw new ArgumentException($"The parameter '{TerminalText.Sanitize(name, 100)}' has no name or would come twice.", nameof(parameters));
            }
        }

        string address = endpoint.AbsoluteUri;
        string separator = endpoint.Query.Length switch
        {
            0 => "?",
            1 => string.Empty,
            _ => address.EndsWith('&') ? string.Empty : "&",
        };
        Uri url = new(address + separator + FormEncoding.Encode(parameters));
        return url.AbsoluteUri == url.OriginalString ? url : new Uri(url.AbsoluteUri);
    }

    /// <summary>The names of the parameters in an endpoint's own query; one with a broken escape stays as it is.</summary>
    public static IEnumerable<string> QueryNames(string endpoint)
    {
        int query = endpoint.IndexOf('?', StringComparison.Ordinal);
        return query < 0
            ? []
            : endpoint[(query + 1)..]
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=')[0])
                .Select(name => FormEncoding.DecodeText(name) ?? name);
    }
}
