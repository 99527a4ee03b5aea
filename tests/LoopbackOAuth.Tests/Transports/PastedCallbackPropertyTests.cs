using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Fuzz;
using LoopbackOAuth.Fuzz.Targets;
using LoopbackOAuth.Tests.Fuzzing;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Transports;

/// <summary>The paste reader, over generated pastes.</summary>
public sealed class PastedCallbackPropertyTests
{
    private const int Cases = 200;

    // What terminals, chats, mail programs and people put around an address.
    private static readonly Func<string, string>[] Decorations =
    [
        text => $"\"{text}\"", text => $"'{text}'", text => $"`{text}`", text => $"<{text}>", text => $"({text})", text => $"\u201C{text}\u201D", text => $"[the page]({text})", text => $"\u001b[200~{text}\u001b[201~",
        text => $"  {text} \r\n", text => $"\uFEFF{text}", text => $"\u200B{text}\u200B", text => $"Callback URL: {text}", text => $"callback url:{text}", text => text.Replace("&", "&amp;", StringComparison.Ordinal),
    ];

    private readonly PasteTarget _target = new(new Subject());

    public static TheoryData<int> Scenarios => [.. Enumerable.Range(0, Scenario.All().Count)];

    [Theory, MemberData(nameof(Scenarios))]
    public void Nothing_throws_and_nothing_of_another_place_is_accepted(int index)
    {
        Scenario scenario = Scenario.All()[index];
        Gen<Bytes> generator =
            from start in Gen.OneOf(Address(scenario).Select(address => address.Text), Hostile.Form(scenario).Select(form => form.Text), Gen.Constant(scenario.RedirectUri.OriginalString))
            from decorated in Decorated(start)
            from changed in Hostile.Changed(decorated)
            select new Bytes(Encoding.UTF8.GetBytes(changed));

        Properties.HoldFor(5 * Cases, generator, paste => _target.Run(paste.Value, scenario, thorough: true));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void A_right_address_says_the_same_however_it_is_wrapped(int index)
    {
        Scenario scenario = Scenario.All()[index];
        Gen<(LegalResponse Response, string Paste)> generator =
            from address in Address(scenario)
            from start in Gen.Elements(address.Text, address.Text["http://".Length..], "HTTP" + address.Text[4..])
            from wrapped in Wrapped(start)
            from paste in Decorated(wrapped)
            select (address.Response, paste);

        Properties.Hold(Cases, generator, generated =>
        {
            PendingAuthorization pending = scenario.Create();
            Assert.Equal(CallbackVerdict.Accepted, Paste(scenario, pending, generated.Paste));
            generated.Response.ShouldBe(pending.Response.Result);
        });
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void An_address_of_another_place_is_refused_even_with_the_right_response(int index)
    {
        Scenario scenario = Scenario.All()[index];
        Uri here = scenario.RedirectUri;
        string[] others =
        [
            $"https://{here.Authority}{here.AbsolutePath}", $"http://evil.example:{here.Port}{here.AbsolutePath}", $"http://{here.Host}:50000{here.AbsolutePath}", $"http://{here.Host}.evil.example:{here.Port}{here.AbsolutePath}",
            $"http://user@{here.Host}:{here.Port}{here.AbsolutePath}", $"http://user:{here.Port}@evil.example{here.AbsolutePath}", $"http://{here.Authority}{here.AbsolutePath}/", $"http://{here.Authority}{here.AbsolutePath}x",
            $"http://{here.Authority}/x{here.AbsolutePath}", $"http://{here.Authority}//", $"HTTPS://{here.Authority}{here.AbsolutePath}", $"ftp://{here.Authority}{here.AbsolutePath}", $"//evil.example{here.AbsolutePath}",
            $"evil.example:{here.Port}{here.AbsolutePath}", $"{here.Host}:50000{here.AbsolutePath}", $"http:/{here.Authority}{here.AbsolutePath}",
        ];
        Gen<string> generator =
            from response in Legal.Response(scenario)
            from other in Gen.Elements(others)
            from first in Gen.Elements("", "x=y&", "x&")
            from paste in Decorated($"{other}?{first}{Requests.Visible(response.Text)}")
            select paste;

        Properties.Hold(Cases, generator, paste => Assert.Equal(CallbackVerdictKind.Refused, Paste(scenario, scenario.Create(), paste).Kind));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void A_query_is_judged_alike_pasted_or_delivered_by_the_browser(int index)
    {
        Scenario scenario = Scenario.All()[index];
        Gen<string> generator = Hostile.Form(scenario)
            .Select(form => Requests.Visible(form.Text).Replace('#', '_').Replace("&amp;", "&x;", StringComparison.OrdinalIgnoreCase))
            .Where(query => query.Length is > 0 and < 16 * 1024 - 100);

        Properties.Hold(Cases, generator, query => Assert.Equal(
            scenario.Create().Deliver(Encoding.ASCII.GetBytes(query), CallbackChannel.Redirect, "test"),
            Paste(scenario, scenario.Create(), $"{scenario.RedirectUri}?{query}")));
    }

    private static Gen<(LegalResponse Response, string Text)> Address(Scenario scenario) =>
        from response in Legal.Response(scenario)
            .Where(response => !response.Text.Contains("&amp;", StringComparison.OrdinalIgnoreCase))
        let pairs = response.Pairs.Select(Requests.Visible).Select(pair => pair.Replace('#', '_'))
        select (response, $"{scenario.RedirectUri}?{string.Join('&', pairs)}");

    private static Gen<string> Decorated(string text) =>
        from decorations in Gen.Elements(Decorations).ListOf()
        select decorations.Distinct().Take(3).Aggregate(text, (current, decorate) => decorate(current));

    // Lines broken where a terminal or a mail program likes.
    private static Gen<string> Wrapped(string text) =>
        from breaks in Gen.Choose(1, text.Length).ListOf()
        from end in Gen.Elements("\n", "\r\n", " \n  ", "\u00A0\n")
        select breaks.Take(4).Order().Reverse().Aggregate(text, (current, position) => current.Insert(position, end));

    private static CallbackVerdict Paste(Scenario scenario, PendingAuthorization pending, string text)
    {
        CallbackRefusal refusal = PastedCallback.Read(text, scenario.RedirectUri, out string query);
        return refusal is CallbackRefusal.None
            ? pending.Deliver(Encoding.UTF8.GetBytes(query), CallbackChannel.Paste, "test")
            : CallbackVerdict.Refused(refusal);
    }
}
