using LoopbackOAuth.Callback;
using LoopbackOAuth.Fuzz;
using LoopbackOAuth.Fuzz.Inputs;
using LoopbackOAuth.Fuzz.Model;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Fuzzing;

public sealed class FuzzerTests
{
    /// <summary>Subjects with one mistake each, and the rule that the fuzzer must say is broken.</summary>
    private static readonly Dictionary<string, (Subject Subject, string Rule)> Mistakes = new(StringComparer.Ordinal)
    {
        ["throws"] = (new() { DeliverBytes = (pending, parameters, channel) => parameters.IndexOf("%zz"u8) >= 0 ? throw new InvalidOperationException() : Deliver(pending, parameters, channel) }, "Nothing throws"),
        ["ignores repetitions"] = (new() { DeliverBytes = DeliverFirstState, DeliverChars = (pending, parameters, channel) => DeliverFirstState(pending, Utf16.ToBytes(parameters), channel) }, "The verdict is that of the reference model"),
        ["allocates"] = (new() { DeliverBytes = (pending, parameters, channel) => Deliver(pending, parameters.ToArray(), channel) }, "A refusal allocates nothing"),
        ["differs by characters"] = (new() { DeliverChars = (pending, parameters, channel) => pending.Deliver(parameters[..Math.Min(parameters.Length, 60)], channel, "test") }, "Bytes and characters come to the same verdict"),
        ["sees the end too late"] = (new() { ReadHead = MissEndOfBuffer }, "In pieces a head is what it is in one"),
        ["reads another target"] = (new() { ReadHead = ReadWithoutFirstSlash }, "Kestrel reads the same target"),
        ["refuses without reason"] = (new() { ReadHead = RefuseEncoding }, "A request that Kestrel reads is refused only for a known reason"),
        ["admits a look ahead"] = (new() { Judge = IgnorePurpose }, "What is admitted is the user's navigation to this redirect URI"),
        ["pastes from anywhere"] = (new() { ReadPaste = ReadAnyAddress }, "What is pasted is of this redirect URI: another authority"),
    };

    private static readonly Subject Right = new();

    public static TheoryData<string> MistakeNames => [.. Mistakes.Keys];

    [Fact]
    public void A_short_run_breaks_no_rule()
    {
        FuzzReport report = Run(200_000, new Subject());

        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.True(report.Failures.Count == 0, report.ToString());
        Assert.Equal(200_000, report.Inputs);
        Assert.All(Enum.GetValues<InputKind>(), kind => Assert.True(report.Outcomes.Where(entry => entry.Key.Kind == kind && entry.Key.Outcome.EndsWith("accepted", StringComparison.Ordinal)).Sum(entry => entry.Value) > 500, report.ToString()));
    }

    [Theory, MemberData(nameof(MistakeNames))]
    public void A_mistake_is_found_with_an_input_that_shows_it(string name)
    {
        (Subject subject, string rule) = Mistakes[name];

        FuzzReport report = Run(20_000, subject);

        FuzzFailure failure = Assert.Single(report.Failures, failure => failure.Rule.StartsWith(rule, StringComparison.Ordinal));
        Assert.InRange(failure.Input.Length, 0, 2048);
        Assert.Contains(Convert.ToHexString(failure.Input), report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_makes_the_same_run()
    {
        FuzzReport first = Run(5_000, new Subject());
        FuzzReport second = Run(5_000, new Subject());

        Assert.Equal(first.Outcomes, second.Outcomes);
        Assert.Equal(first.Behaviours, second.Behaviours);
    }

    [Fact]
    public async Task An_input_that_hangs_is_told_while_it_does()
    {
        ManualTimeProvider clock = new();
        using ManualResetEventSlim reached = new();
        using ManualResetEventSlim release = new();
        FuzzFailure? hang = null;
        Subject subject = new()
        {
            DeliverBytes = (pending, parameters, channel) =>
            {
                reached.Set();
                release.Wait(TestContext.Current.CancellationToken);
                return Deliver(pending, parameters, channel);
            },
        };
        FuzzOptions options = new() { Inputs = 100, Seed = Properties.Seed, Clock = clock };
        Fuzzer fuzzer = new(options, subject, failure =>
        {
            hang = failure;
            release.Set();
        });

        Task<FuzzReport> run = Task.Run(fuzzer.Run, TestContext.Current.CancellationToken);
        Assert.True(reached.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        clock.Advance(options.LongestInput);
        Assert.Null(hang);
        clock.Advance(options.LongestInput);
        Assert.NotNull(hang);
        await run;
    }

    private static FuzzReport Run(long inputs, Subject subject) =>
        new Fuzzer(new FuzzOptions { Inputs = inputs, Seed = Properties.Seed }, subject, failure => throw new InvalidOperationException(failure.ToString())).Run();

    private static CallbackVerdict Deliver(PendingAuthorization pending, ReadOnlySpan<byte> parameters, CallbackChannel channel) => pending.Deliver(parameters, channel, "test");

    private static CallbackVerdict DeliverFirstState(PendingAuthorization pending, ReadOnlySpan<byte> parameters, CallbackChannel channel)
    {
        int first = parameters.IndexOf("&state="u8);
        int second = first < 0 ? -1 : parameters[(first + 1)..].IndexOf("&state="u8);
        return Deliver(pending, second < 0 ? parameters : parameters[..(first + 1 + second)], channel);
    }

    private static HttpRequestHeadStatus MissEndOfBuffer(ReadOnlySpan<byte> received, out CallbackRequest request, out int length)
    {
        HttpRequestHeadStatus status = Right.ReadHead(received, out request, out length);
        return status is HttpRequestHeadStatus.Complete && length == received.Length && length % 2 == 1 ? HttpRequestHeadStatus.Incomplete : status;
    }

    private static HttpRequestHeadStatus ReadWithoutFirstSlash(ReadOnlySpan<byte> received, out CallbackRequest request, out int length)
    {
        HttpRequestHeadStatus status = Right.ReadHead(received, out request, out length);
        request.Target = request.Target.StartsWith("//"u8) ? request.Target[1..] : request.Target;
        return status;
    }

    private static HttpRequestHeadStatus RefuseEncoding(ReadOnlySpan<byte> received, out CallbackRequest request, out int length)
    {
        HttpRequestHeadStatus status = Right.ReadHead(received, out request, out length);
        return request.HasTransferEncoding ? HttpRequestHeadStatus.Bad : status;
    }

    private static Admission IgnorePurpose(AdmissionPolicy policy, scoped in CallbackRequest request, out Range query)
    {
        CallbackRequest copy = request;
        copy.Purpose = default;
        return Right.Judge(policy, copy, out query);
    }

    private static CallbackRefusal ReadAnyAddress(string text, Uri redirectUri, out string query)
    {
        CallbackRefusal refusal = PastedCallback.Read(text, redirectUri, out query);
        if (refusal is CallbackRefusal.WrongRedirectUri)
        {
            query = text[(text.IndexOf('?', StringComparison.Ordinal) + 1)..];
            return CallbackRefusal.None;
        }

        return refusal;
    }
}
