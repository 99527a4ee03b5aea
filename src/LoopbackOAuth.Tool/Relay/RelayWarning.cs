using System.Globalization;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>
/// What the user must know before anything is opened: who is asked, for whom and for what. The answer of a sign-in is being
/// handed to another machine, which is just what somebody who wants to steal it would ask for.
/// </summary>
internal static class RelayWarning
{
    private const int Width = 79;
    private const int Indent = 14;
    private const int MostScopeLines = 5;
    private const int MostClientIdCharacters = 200;

    /// <returns>The lines, harmless, within 80 columns but for a host or a client id that is longer.</returns>
    public static IReadOnlyList<string> Compose(RelayRequest request)
    {
        List<string> lines =
        [
            "This carries the answer of a sign-in to another machine. Whoever gets the",
            "answer can finish the sign-in and act in your name.",
            "",
            Line("Sign in at", Authority(request.AuthorizationUri)),
            Line("Client", TerminalText.Sanitize(request.ClientId, MostClientIdCharacters)),
        ];
        List<string> scopes = Wrap(request.Scopes);
        lines.Add(Line("It asks for", scopes.Count == 0 ? "no scopes by name" : scopes[0]));
        lines.AddRange(scopes.Skip(1).Select(line => Line("", line)));
        lines.Add(Line("Answer to", $"{request.RedirectUri.Authority}, on this computer"));
        lines.AddRange(
        [
            "",
            "Go on only if YOU started this sign-in on a machine you trust, just now.",
            "If somebody sent you this URL or this command, stop here.",
        ]);
        return lines;
    }

    private static string Line(string label, string value) => $"  {label,-Indent}{value}";

    // The end of a host is what tells whose it is: it is never cut.
    private static string Authority(Uri uri) =>
        TerminalText.Sanitize(uri.IsDefaultPort ? uri.IdnHost : string.Create(CultureInfo.InvariantCulture, $"{uri.IdnHost}:{uri.Port}"), int.MaxValue);

    private static List<string> Wrap(IReadOnlyList<string> scopes)
    {
        List<string> lines = [];
        for (int index = 0; index < scopes.Count; index++)
        {
            string scope = TerminalText.Sanitize(scopes[index], Width - Indent);
            if (lines.Count > 0 && 2 + Indent + lines[^1].Length + 1 + scope.Length <= Width)
            {
                lines[^1] += $" {scope}";
            }
            else if (lines.Count == MostScopeLines)
            {
                // What does not fit is counted: nobody should take the list for all there is.
                lines.Add($"and {scopes.Count - index} more; the page of the server shows them all");
                return lines;
            }
            else
            {
                lines.Add(scope);
            }
        }

        return lines;
    }
}
