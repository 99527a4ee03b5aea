using System.Text;
using Google.Apis.Auth.OAuth2;
using Microsoft.Identity.Client;

namespace LoopbackOAuth.Benchmarks.Peers;

/// <summary>The table of <c>docs/callback-rules.md</c>: every reader really run on every input.</summary>
internal static class PeerTable
{
    public static async Task<string> RenderAsync()
    {
        await using PeerListeners listeners = await PeerListeners.StartAsync();
        (string Name, Func<string, Task<string>> Read)[] readers =
        [
            ("LoopbackOAuth", Immediately(PeerReaders.Loopback)),
            ($"MSAL {Version(typeof(PublicClientApplication))}, redirect", Immediately(PeerReaders.MsalRedirect)),
            ("the same, form post", Immediately(PeerReaders.MsalFormPost)),
            ($"Google.Apis.Auth {Version(typeof(LocalServerCodeReceiver))}, `AuthorizationCodeResponseUrl`", Immediately(PeerReaders.GoogleParser)),
            ("the same, `LocalServerCodeReceiver`", listeners.GoogleReceiverAsync),
            ("`HttpUtility` (.NET 10)", Immediately(PeerReaders.HttpUtilityQuery)),
            ("`QueryHelpers` (ASP.NET Core 10)", Immediately(PeerReaders.QueryHelpersQuery)),
            ("`QueryStringEnumerable` (ASP.NET Core 10)", Immediately(PeerReaders.QueryStringPairs)),
            ("Kestrel and `Request.Query` (ASP.NET Core 10)", Immediately(listeners.Kestrel)),
        ];

        StringBuilder text = new();
        text.Append("| Input | |");
        text.AppendJoin("", readers.Select(reader => $" {reader.Name} |")).Append('\n');
        text.Append("|---|---|").AppendJoin("", readers.Select(_ => "---|")).Append('\n');
        foreach (PeerInput input in PeerInput.All)
        {
            text.Append("| ").Append(input.What).Append(" | ").Append(input.Shown).Append(" |");
            foreach ((_, Func<string, Task<string>> read) in readers)
            {
                text.Append(' ').Append((await AnswerAsync(read, input.Query)).Replace("|", "\\|", StringComparison.Ordinal)).Append(" |");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static Func<string, Task<string>> Immediately(Func<string, string> read) => query => Task.FromResult(read(query));

    private static async Task<string> AnswerAsync(Func<string, Task<string>> read, string query)
    {
        try
        {
            return await read(query);
        }
#pragma warning disable CA1031 // Which exception it is, is the answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return PeerAnswer.Of(exception);
        }
    }

    private static string Version(Type type) => type.Assembly.GetName().Version!.ToString(3);
}
