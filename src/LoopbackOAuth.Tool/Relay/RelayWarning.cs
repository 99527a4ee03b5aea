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
    private const int MostCharacters = 60;
    private const int MostNameCharacters = 30;
    private const int MostNames = 6;

    /// <returns>The lines, harmless, within 80 columns but for a host that is longer.</returns>
    public static IReadOnlyList<string> Compose(RelayRequest request)
    {
        List<string> lines =
        [
            "This carries the answer of a sign-in to another machine. Whoever gets the",
            "answer can finish the sign-in and act in your name.",
            "",
            Line("Sign in at", Authority(request.AuthorizationUri)),
            Line("Client", Visible(request.ClientId, MostCharacters)),
        ];
        List<string> scopes = Wrap(request.Scopes);
        lines.Add(Line("It asks for", scopes.Count == 0 ? "no scopes by name" : scopes[0]));
        lines.AddRange(scopes.Skip(1).Select(line => Line("", line)));
        lines.AddRange(Others(request.OtherParameters));
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

    // Only what everybody sees as it is: a row of this text must not be drawn by somebody else.
    private static string Visible(string text, int most) =>
        string.Concat(TerminalText.Sanitize(text, most).Select(character => character is > ' ' and <= '~' ? character : '?')) is { Length: > 0 } shown ? shown : "?";

    private static IEnumerable<string> Others(IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            yield return Line("And for more", "that is not shown here, in these parts of the URL:");
        }

        foreach (string line in Wrap([.. names.Take(MostNames).Select(name => Visible(name, MostNameCharacters))]))
        {
            yield return Line("", line);
        }

        if (names.Count > MostNames)
        {
            yield return Line("", $"and {names.Count - MostNames} more parts");
        }
    }

    private static List<string> Wrap(IReadOnlyList<string> scopes)
    {
        List<string> lines = [];
        for (int index = 0; index < scopes.Count; index++)
        {
            string scope = Visible(scopes[index], MostCharacters);
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
