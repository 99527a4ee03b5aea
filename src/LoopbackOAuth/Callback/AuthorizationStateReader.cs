using System.Text;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Callback;

/// <summary>Reads the state out of an authorization URL that another client built, with the same parser that reads responses.</summary>
internal static class AuthorizationStateReader
{
    /// <returns>The state, or <see langword="null"/> when there is none, or more than one.</returns>
    public static Secret? Read(string query)
    {
        byte[] text = Encoding.UTF8.GetBytes(query.StartsWith('?') ? query[1..] : query);
        return CallbackParser.Parse(text, out CallbackParameters parameters) is CallbackRefusal.None
            ? Secret.FromNullable(parameters.State.DecodeText())
            : null;
    }
}
