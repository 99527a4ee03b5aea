using System.Net;
using System.Text.RegularExpressions;

namespace LoopbackOAuth.Testing.Browser;

/// <summary>The consent page of a <see cref="TestAuthorizationServer"/>, as far as a user fills it in.</summary>
internal static partial class ConsentForm
{
    /// <summary>Finds where the form goes and what it sends with a decision; nothing on any other page.</summary>
    public static (Uri Action, FormUrlEncodedContent Content)? Fill(BrowserPage page, bool allow)
    {
        Match form = Form().Match(page.Body);
        return form.Success
            ? (new Uri(page.Uri, WebUtility.HtmlDecode(form.Groups["action"].Value)), new FormUrlEncodedContent(
            [
                new("ticket", WebUtility.HtmlDecode(form.Groups["ticket"].Value)),
                new("decision", allow ? "allow" : "deny"),
            ]))
            : null;
    }

    [GeneratedRegex("""<form method="post" action="(?<action>[^"]+)"><input type="hidden" name="ticket" value="(?<ticket>[^"]+)">""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
