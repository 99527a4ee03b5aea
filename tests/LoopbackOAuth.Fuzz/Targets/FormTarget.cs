using LoopbackOAuth.Callback;
using LoopbackOAuth.Fuzz.Model;
using LoopbackOAuth.Fuzz.Peers;

namespace LoopbackOAuth.Fuzz.Targets;

/// <summary>The parameters of a response, as a query or a form body: parser and validator.</summary>
internal sealed class FormTarget : IFuzzTarget
{
    private readonly Subject _subject;
    private readonly char[] _chars = new char[64 * 1024];

    public FormTarget(Subject subject) => _subject = subject;

    public Behaviour Run(ReadOnlyMemory<byte> input, Scenario scenario, bool thorough) =>
        Run(input.Span, scenario, scenario.AcceptFormPost ? CallbackChannel.FormPost : CallbackChannel.Redirect, thorough, out _);

    public string NameOf(int outcome) => ((CallbackRefusal)outcome) is CallbackRefusal.None ? "accepted" : ((CallbackRefusal)outcome).ToString();

    /// <summary>Delivers over a channel and checks what came of it.</summary>
    public Behaviour Run(ReadOnlySpan<byte> form, Scenario scenario, CallbackChannel channel, bool thorough, out CallbackVerdict verdict)
    {
        PendingAuthorization pending = scenario.Pending;
        verdict = Deliver(pending, form, channel);
        AuthorizationResponse? response = verdict.Kind is CallbackVerdictKind.Refused ? null : pending.Response.Result;
        Violation.ThrowUnless(
            verdict.Kind is CallbackVerdictKind.Refused == verdict.Refusal is not CallbackRefusal.None && verdict.Kind is not CallbackVerdictKind.Repeated,
            "A delivery to a sign-in that waits is accepted, or refused for a reason",
            verdict.ToString());

        if (response is not null)
        {
            CheckAccepted(response, form, scenario, channel, pending);
        }

        CheckChars(form, scenario, channel, verdict, response);
        if (thorough || response is not null)
        {
            CheckModel(form, scenario, verdict, response);
        }

        return new Behaviour((int)verdict.Refusal, Shape(form, response));
    }

    private CallbackVerdict Deliver(PendingAuthorization pending, ReadOnlySpan<byte> form, CallbackChannel channel) => Deliver(pending, form, chars: default, asChars: false, channel);

    private CallbackVerdict Deliver(PendingAuthorization pending, ReadOnlySpan<byte> form, ReadOnlySpan<char> chars, bool asChars, CallbackChannel channel)
    {
        int refusedBefore = pending.RefusedCount;
        CallbackVerdict verdict = Measure(pending, form, chars, asChars, channel, out long allocated);
        if (verdict.Kind is not CallbackVerdictKind.Refused)
        {
            return verdict;
        }

        Violation.ThrowUnless(pending.RefusedCount == refusedBefore + 1, "A refusal is counted once");

        // The first use of something may allocate; the same input again must not.
        for (int attempt = 0; allocated > 0 && attempt < 3; attempt++)
        {
            Violation.ThrowUnless(Measure(pending, form, chars, asChars, channel, out allocated) == verdict, "The same delivery is refused in the same way");
        }

        Violation.ThrowUnless(allocated == 0, "A refusal allocates nothing", $"{allocated} bytes");
        return verdict;
    }

    private CallbackVerdict Measure(PendingAuthorization pending, ReadOnlySpan<byte> form, ReadOnlySpan<char> chars, bool asChars, CallbackChannel channel, out long allocated)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        CallbackVerdict verdict = asChars ? _subject.DeliverChars(pending, chars, channel) : _subject.DeliverBytes(pending, form, channel);
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return verdict;
    }

    private void CheckAccepted(AuthorizationResponse response, ReadOnlySpan<byte> form, Scenario scenario, CallbackChannel channel, PendingAuthorization pending)
    {
        Violation.ThrowUnless(response.State.Reveal() == Scenario.State, "Nothing is accepted with another state");
        Violation.ThrowUnless(response.Code is not null || response.Error is not null, "Nothing is accepted without code and error");
        Violation.ThrowUnless(response.IsContradictory == (response.Code is not null && response.Error is not null), "Code beside error is told");
        Violation.ThrowUnless(response.Channel == channel, "The channel is told");
        Violation.ThrowUnless(
            scenario.ExpectedIssuer is null || (response.Issuer is null ? !scenario.IssuerRequired : response.Issuer == scenario.ExpectedIssuer),
            "Nothing is accepted from another issuer",
            response.Issuer ?? "none");
        Violation.ThrowUnless(
            _subject.DeliverBytes(pending, form, channel).Kind is CallbackVerdictKind.Repeated,
            "The same delivery again is a repetition");

        PendingAuthorization over = scenario.Create();
        over.Close();
        Violation.ThrowUnless(
            _subject.DeliverBytes(over, form, channel) == CallbackVerdict.Refused(CallbackRefusal.Closed),
            "Nothing is accepted after the end");
    }

    // The same text as characters must come to the same verdict and values.
    private void CheckChars(ReadOnlySpan<byte> form, Scenario scenario, CallbackChannel channel, CallbackVerdict verdict, AuthorizationResponse? response)
    {
        int length = Utf16.FromBytes(form, _chars, out int unpaired);
        ReadOnlySpan<char> chars = _chars.AsSpan(0, length);
        if (unpaired > 0)
        {
            // Beside an escape these bytes may have made a character; unpaired surrogates never do.
            PendingAuthorization other = scenario.Pending;
            verdict = _subject.DeliverBytes(other, Utf16.ToBytes(chars), channel);
            response = verdict.Kind is CallbackVerdictKind.Refused ? null : other.Response.Result;
        }

        PendingAuthorization pending = scenario.Pending;
        CallbackVerdict byChars = Deliver(pending, form: default, chars, asChars: true, channel);

        // How long the encoding of an unpaired surrogate is, is nobody's business.
        bool isAtLimit = unpaired > 0 && form.Length <= CallbackParser.MaxLength && form.Length + (2 * unpaired) > CallbackParser.MaxLength;
        Violation.ThrowUnless(byChars == verdict || isAtLimit, "Bytes and characters come to the same verdict", $"{verdict} by bytes, {byChars} by characters");
        if (response is not null && byChars.Kind is CallbackVerdictKind.Accepted)
        {
            AuthorizationResponse same = pending.Response.Result;
            Violation.ThrowUnless(
                (same.Code?.Reveal(), same.State.Reveal(), same.Issuer, same.Error, same.ErrorDescription, same.ErrorUri)
                == (response.Code?.Reveal(), response.State.Reveal(), response.Issuer, response.Error, response.ErrorDescription, response.ErrorUri),
                "Bytes and characters come to the same values");
        }
    }

    private static void CheckModel(ReadOnlySpan<byte> form, Scenario scenario, CallbackVerdict verdict, AuthorizationResponse? response)
    {
        ModelAnswer expected = ResponseModel.Judge(form.ToArray(), Scenario.State, scenario.ExpectedIssuer, scenario.IssuerRequired);
        Violation.ThrowUnless(verdict.Refusal == expected.Refusal, "The verdict is that of the reference model", $"{verdict.Refusal} instead of {expected.Refusal}");
        if (response is null)
        {
            return;
        }

        bool isAscii = System.Text.Ascii.IsValid(form);
        foreach ((string name, string? value) in Values(response))
        {
            Violation.ThrowUnless(value == expected[name], "The values are those of the reference model", name);
            if (isAscii)
            {
                string wanted = value ?? "";
                string[] byEnumerable = FrameworkForms.ByQueryStringEnumerable(form, name);
                string[] byUrlDecode = FrameworkForms.ByUrlDecode(form, name);
                Violation.ThrowUnless(byEnumerable.Length <= 1 && byEnumerable.FirstOrDefault("") == wanted, "The values are those of QueryStringEnumerable", name);
                Violation.ThrowUnless(byUrlDecode.Length <= 1 && byUrlDecode.FirstOrDefault("") == wanted, "The values are those of WebUtility.UrlDecode", name);
            }
        }
    }

    private static (string Name, string? Value)[] Values(AuthorizationResponse response) =>
    [
        ("code", response.Code?.Reveal()),
        ("state", response.State.Reveal()),
        ("iss", response.Issuer),
        ("error", response.Error),
        ("error_description", response.ErrorDescription),
        ("error_uri", response.ErrorUri),
    ];

    private static ulong Shape(ReadOnlySpan<byte> form, AuthorizationResponse? response)
    {
        ulong shape = Behaviour.LengthClass(form.Length);
        Add(form.Contains((byte)'%'));
        Add(form.Contains((byte)'+'));
        Add(form.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) >= 0);
        Add(form.IndexOf("%00"u8) >= 0);
        Add(form.IndexOf("&&"u8) >= 0);
        Add(form.IndexOf("code"u8) >= 0);
        Add(form.IndexOf("state"u8) >= 0);
        Add(form.IndexOf("iss"u8) >= 0);
        Add(form.IndexOf("error="u8) >= 0);
        Add(form.IndexOf("error_description"u8) >= 0);
        Add(form.IndexOf("error_uri"u8) >= 0);
        if (response is not null)
        {
            foreach ((_, string? value) in Values(response))
            {
                Add(value is not null);
                shape = (shape << 2) | Math.Min(Behaviour.LengthClass(value?.Length ?? 0), 3);
            }
        }

        return shape;

        void Add(bool holds) => shape = (shape << 1) | (holds ? 1u : 0);
    }
}
