using System.Collections.Specialized;
using System.Text;
using System.Web;
using Google.Apis.Auth.OAuth2.Responses;
using LoopbackOAuth.Benchmarks.Callback;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace LoopbackOAuth.Benchmarks.Peers;

/// <summary>The readers that need no listener.</summary>
internal static class PeerReaders
{
    public static string Loopback(string query)
    {
        CallbackValidator validator = new(new Secret("S"), IssuerExpectation.Unknown);
        CallbackRefusal refusal = validator.Validate(Encoding.ASCII.GetBytes(query), out CallbackParameters parameters);
        return refusal is not CallbackRefusal.None ? $"refused: {refusal}"
            : !parameters.Code.IsEmpty && !parameters.Error.IsEmpty ? "the sign-in fails"
            : PeerAnswer.Of(parameters.Code.DecodeText(), parameters.Error.DecodeText());
    }

    public static string MsalRedirect(string query) => MsalAnswer(MsalResponse.FromUri($"{ExampleCallback.RedirectUri}?{query}"));

    public static string MsalFormPost(string query) => MsalAnswer(MsalResponse.FromPostData(Encoding.ASCII.GetBytes(query)));

    public static string GoogleParser(string query)
    {
        AuthorizationCodeResponseUrl response = new(query);
        return PeerAnswer.Of(response.Code, response.Error);
    }

    public static string HttpUtilityQuery(string query)
    {
        NameValueCollection values = HttpUtility.ParseQueryString(query);
        return PeerAnswer.Of(values["code"], values["error"]);
    }

    public static string QueryHelpersQuery(string query)
    {
        Dictionary<string, StringValues> values = QueryHelpers.ParseQuery(query);
        return PeerAnswer.Of(Joined(values, "code"), Joined(values, "error"));
    }

    // It gives pairs; what a repeated name means is for the caller to say, so all of them are shown.
    public static string QueryStringPairs(string query)
    {
        List<string> answers = [];
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(query))
        {
            string name = pair.DecodeName().ToString();
            if (name == "code")
            {
                answers.Add(PeerAnswer.Show(pair.DecodeValue().ToString()));
            }
            else if (name == "error")
            {
                answers.Add($"error {PeerAnswer.Show(pair.DecodeValue().ToString())}");
            }
        }

        return answers.Count == 0 ? "no code" : string.Join(", then ", answers);
    }

    private static string? Joined(Dictionary<string, StringValues> values, string name) => values.TryGetValue(name, out StringValues found) ? found.ToString() : null;

    private static string MsalAnswer(string?[] values) => PeerAnswer.Of(values[0], values[2]);
}
