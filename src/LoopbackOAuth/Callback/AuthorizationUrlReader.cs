using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Callback;

/// <summary>Reads what matters to the callback out of an authorization URL that another client built.</summary>
internal sealed class AuthorizationUrlReader
{
    public AuthorizationUrlReader(Uri authorizationUri)
    {
        // The parser of responses also reads the state here, and refuses one that is repeated or damaged.
        string query = authorizationUri.Query.TrimStart('?');
        if (CallbackParser.Parse(Encoding.UTF8.GetBytes(query), out CallbackParameters parameters) is CallbackRefusal.None)
        {
            State = Secret.FromNullable(parameters.State.DecodeText());
        }

        foreach (string pair in query.Split('&'))
        {
            if (pair.StartsWith("redirect_uri=", StringComparison.Ordinal))
            {
                RedirectUri = Uri.UnescapeDataString(pair["redirect_uri=".Length..].Replace('+', ' '));
            }
        }
    }

    public Secret? State { get; }

    public string? RedirectUri { get; }
}
