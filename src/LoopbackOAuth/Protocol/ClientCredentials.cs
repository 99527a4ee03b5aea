using System.Text;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Protocol;

/// <summary>How a token request says which client it is from (RFC 6749 section 2.3).</summary>
internal sealed class ClientCredentials
{
    private ClientCredentials(Secret? basic, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        Basic = basic;
        Parameters = parameters;
    }

    /// <summary>The credentials of HTTP Basic in base64, or <see langword="null"/>.</summary>
    public Secret? Basic { get; }

    /// <summary>What goes into the body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>Chooses and applies a method.</summary>
    /// <param name="method">The method asked for.</param>
    /// <param name="clientId">The client id.</param>
    /// <param name="clientSecret">The client secret, if there is one.</param>
    /// <param name="supported">What the server's metadata lists, or <see langword="null"/>.</param>
    public static ProtocolResult<ClientCredentials> Create(ClientAuthenticationMethod method, string clientId, Secret? clientSecret, IReadOnlyList<string>? supported)
    {
        if (method is ClientAuthenticationMethod.Automatic)
        {
            method = clientSecret is null ? ClientAuthenticationMethod.None : ForSecret(supported);
        }

        if (method is ClientAuthenticationMethod.None)
        {
            return new ClientCredentials(null, [new("client_id", clientId)]);
        }

        if (clientSecret is null)
        {
            return new OAuthError
            {
                Code = ErrorCodes.ClientSecretMissing,
                Description = "The client authentication method needs a client secret, and there is none.",
                Remedy = "Give the client secret, or let the client authentication method be none.",
            };
        }

        // Basic takes the form-encoded values, so that a colon in the id cannot be taken for the separator.
        return method is ClientAuthenticationMethod.ClientSecretBasic
            ? new ClientCredentials(BasicOf(clientId, clientSecret), [])
            : new ClientCredentials(null, [new("client_id", clientId), new("client_secret", clientSecret.Reveal())]);
    }

    // RFC 8414 section 2: without a list it is client_secret_basic.
    private static ClientAuthenticationMethod ForSecret(IReadOnlyList<string>? supported) =>
        supported is not null
        && supported.Contains("client_secret_post", StringComparer.Ordinal)
        && !supported.Contains("client_secret_basic", StringComparer.Ordinal)
            ? ClientAuthenticationMethod.ClientSecretPost
            : ClientAuthenticationMethod.ClientSecretBasic;

    private static Secret BasicOf(string clientId, Secret clientSecret) =>
        new(Convert.ToBase64String(Encoding.ASCII.GetBytes($"{FormEncoding.Encode(clientId)}:{FormEncoding.Encode(clientSecret.Reveal())}")));
}
