using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Callback;

/// <summary>Reads the state out of an authorization URL that another client built, with the same parser that reads responses.</summary>
internal static class AuthorizationStateReader
{
    /// <exception cref="ArgumentException">There is no state, or more than one.</exception>
    public static Secret Read(Uri authorizationUri)
    {
        ArgumentNullException.ThrowIfNull(authorizationUri);
        if (authorizationUri is { IsAbsoluteUri: true, Query.Length: > 1 })
        {
            byte[] query = Encoding.UTF8.GetBytes(authorizationUri.Query[1..]);
            if (CallbackParser.Parse(query, out CallbackParameters parameters) is CallbackRefusal.None && parameters.State.DecodeText() is { } state)
            {
                return new Secret(state);
            }
        }

        throw new ArgumentException("The authorization URL must carry one state; without it a response cannot be told from a forged one (RFC 8252 section 8.9).", nameof(authorizationUri));
    }
}
