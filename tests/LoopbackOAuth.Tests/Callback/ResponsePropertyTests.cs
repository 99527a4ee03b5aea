using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Fuzz;
using LoopbackOAuth.Fuzz.Model;
using LoopbackOAuth.Fuzz.Targets;
using LoopbackOAuth.Tests.Fuzzing;

namespace LoopbackOAuth.Tests.Callback;

/// <summary>Parser and validator, over generated responses.</summary>
public sealed class ResponsePropertyTests
{
    private const int Cases = 200;

    private readonly FormTarget _target = new(new Subject());

    public static TheoryData<int> Scenarios => [.. Enumerable.Range(0, Scenario.All().Count)];

    [Theory, MemberData(nameof(Scenarios))]
    public void Any_text_gets_the_verdict_and_the_values_of_the_reference_model_by_bytes_and_by_characters(int index)
    {
        Scenario scenario = Scenario.All()[index];

        Properties.HoldFor(5 * Cases, Hostile.Form(scenario), form => _target.Run(form.Value, scenario, thorough: true));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void A_legal_response_is_accepted_with_its_values_however_it_is_encoded(int index)
    {
        Scenario scenario = Scenario.All()[index];

        Properties.Hold(Cases, Legal.Response(scenario), response =>
        {
            PendingAuthorization pending = scenario.Create();
            Assert.Equal(CallbackVerdict.Accepted, Deliver(pending, response.Text));
            response.ShouldBe(pending.Response.Result);
        });
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void The_order_of_the_parameters_changes_nothing(int index)
    {
        Scenario scenario = Scenario.All()[index];

        Properties.Hold(Cases, from response in Legal.Response(scenario) from pairs in Gen.Shuffle(response.Pairs) select (response, pairs), generated =>
        {
            PendingAuthorization pending = scenario.Create();
            Assert.Equal(CallbackVerdict.Accepted, Deliver(pending, string.Join('&', generated.pairs)));
            generated.response.ShouldBe(pending.Response.Result);
        });
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void A_parameter_that_nobody_knows_changes_nothing_whatever_it_holds(int index)
    {
        Scenario scenario = Scenario.All()[index];
        Gen<(Bytes Form, string Unknown, bool First)> generator =
            from form in Hostile.Form(scenario).Where(form => form.Value.Length is > 0 and < 8 * 1024)
            from unknown in Legal.Unknown
            from first in Gen.Elements(true, false)
            select (form, unknown, first);

        Properties.Hold(Cases, generator, generated =>
        {
            (Bytes form, string unknown, bool first) = generated;
            CallbackVerdict verdict = Deliver(scenario.Create(), form.Text);
            Assert.Equal(verdict, Deliver(scenario.Create(), first ? $"{unknown}&{form.Text}" : $"{form.Text}&{unknown}"));
        });
    }

    [Theory, MemberData(nameof(Scenarios)), Trait("Invariant", "2")]
    public void With_another_state_nothing_is_accepted_and_nothing_ends(int index)
    {
        Scenario scenario = Scenario.All()[index];
        Gen<string> otherState = Gen.OneOf(
            Hostile.Changed(Scenario.State),
            Gen.Elements(Scenario.State.ToLowerInvariant(), Scenario.State[..^1], Scenario.State[1..], Scenario.State + Scenario.State, Scenario.State + "%20", "%20" + Scenario.State, Scenario.State + "%00", Scenario.State + ",", ""));
        Gen<string> generator =
            from response in Legal.Response(scenario)
            from state in otherState.Where(state => !state.Contains('&', StringComparison.Ordinal) && Form(state) != Scenario.State)
            let pairs = response.Pairs.Where(pair => Form(pair.Split('=')[0]) != "state")
            select string.Join('&', pairs.Append("state=" + state));

        Properties.Hold(3 * Cases, generator, text =>
        {
            PendingAuthorization pending = scenario.Create();
            Assert.Equal(CallbackVerdictKind.Refused, Deliver(pending, text).Kind);
            Assert.False(pending.Response.IsCompleted);
        });
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void With_another_issuer_or_without_a_promised_one_nothing_is_accepted(int index)
    {
        Scenario scenario = Scenario.All()[index];
        Gen<string?> otherIssuer = Gen.OneOf(
            Gen.Elements<string?>("https://as.example/a%2bb/", "https://AS.example/a%2bb", "https://as.example:443/a%2bb", "https://as.example/a%252bb", "https://as.example/a+b", "http://as.example/a%2bb", "https://as.example"),
            Gen.Constant<string?>(null));
        Gen<(string? Issuer, string Text)> generator =
            from response in Legal.Response(scenario)
            from issuer in otherIssuer
            let pairs = response.Pairs.Where(pair => Form(pair.Split('=')[0]) != "iss")
            select (issuer, string.Join('&', issuer is null ? pairs : pairs.Append("iss=" + issuer)));

        Properties.Hold(Cases, generator, generated =>
        {
            CallbackRefusal expected = scenario.ExpectedIssuer is null ? CallbackRefusal.None
                : generated.Issuer is not null ? CallbackRefusal.IssuerMismatch
                : scenario.IssuerRequired ? CallbackRefusal.IssuerMissing
                : CallbackRefusal.None;
            Assert.Equal(expected, Deliver(scenario.Create(), generated.Text).Refusal);
        });
    }

    [Fact]
    public void Any_state_that_a_server_may_send_back_is_recognised_in_any_encoding()
    {
        Gen<(string State, string Encoded)> generator = from state in Legal.Code from encoded in Legal.Encoded(state) select (state, encoded);

        Properties.Hold(2 * Cases, generator, generated =>
        {
            PendingAuthorization pending = new(new Secret(generated.State), IssuerExpectation.Unknown);
            Assert.Equal(CallbackVerdict.Accepted, Deliver(pending, $"code=a&state={generated.Encoded}"));
        });
    }

    [Fact]
    public void Any_issuer_is_recognised_in_any_encoding_and_none_that_differs()
    {
        Gen<(string Issuer, string Encoded, string Other)> generator =
            from issuer in Gen.OneOf(Legal.Code, Legal.Code.Select(path => "https://as.example/" + path), Gen.Elements("https://as.example", "https://as.example:8443/t%2Fx?y=1&z", "https://as.example/a+b", "a", "%41"))
            from encoded in Gen.OneOf(Legal.Encoded(issuer), Gen.Constant(Uri.EscapeDataString(issuer)), Gen.Constant(System.Net.WebUtility.UrlEncode(issuer)))
            from other in Hostile.Changed(encoded).Where(text => text.Length > 0 && !text.Contains('&', StringComparison.Ordinal) && Form(text) != issuer)
            select (issuer, encoded, other);

        Properties.Hold(2 * Cases, generator, generated =>
        {
            PendingAuthorization Waiting() => new(new Secret("s"), new IssuerExpectation(generated.Issuer, Required: true));
            Assert.Equal(CallbackVerdict.Accepted, Deliver(Waiting(), $"code=a&state=s&iss={generated.Encoded}"));
            Assert.Equal(CallbackVerdictKind.Refused, Deliver(Waiting(), $"iss={generated.Other}&code=a&state=s").Kind);
        });
    }

    [Fact]
    public void The_reference_models_reading_of_utf_8_is_that_of_the_framework()
    {
        UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        Gen<byte> interesting = Gen.Elements<byte>(0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF);

        Properties.Hold(10 * Cases, interesting.ListOf().Select(list => list.Take(6).ToArray()), bytes =>
        {
            string? expected;
            try
            {
                expected = strict.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                expected = null;
            }

            Assert.Equal(expected, Utf8Model.Decode(bytes));
        });
    }

    private static CallbackVerdict Deliver(PendingAuthorization pending, string latin1) => pending.Deliver(Encoding.Latin1.GetBytes(latin1), CallbackChannel.Redirect, "test");

    // What a text stands for, by the reader of the framework.
    private static string? Form(string encoded) => System.Net.WebUtility.UrlDecode(encoded);
}
