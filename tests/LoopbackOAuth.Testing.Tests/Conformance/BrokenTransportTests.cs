using System.Reflection;
using LoopbackOAuth.Testing.Conformance;
using static LoopbackOAuth.Testing.Tests.TestRequests;

namespace LoopbackOAuth.Testing.Tests.Conformance;

/// <summary>The suite finds what is wrong with a transport, and says where.</summary>
public sealed class BrokenTransportTests
{
    public static TheoryData<string> Scripts => TransportConformanceTests.Scripts;

    [Theory, MemberData(nameof(Scripts))]
    public async Task A_transport_of_somebody_else_that_conforms_passes(string id)
    {
        ConformanceResult result = await RunAsync(Flaw.None, id);

        Assert.False(result.HasFailed, result.ToString());
    }

    [Theory]
    [InlineData(Flaw.EndsOnAnyRequest, "07-favicon", "")]
    [InlineData(Flaw.EndsOnAnyRequest, "11-wrong-state", "")]
    [InlineData(Flaw.GivesUpAfterWrongStates, "11-many-states", "")]
    [InlineData(Flaw.TakesAnyPath, "08-root-with-response", "The answer was 200")]
    [InlineData(Flaw.TakesLongerPaths, "29-longer-path", "The answer was 200")]
    [InlineData(Flaw.TakesLongerPaths, "29-path-below", "The answer was 200")]
    [InlineData(Flaw.TakesPathsInAnyCase, "29-upper-case", "The answer was 200")]
    [InlineData(Flaw.TakesAnyHost, "25-host-evil", "The answer was 200")]
    [InlineData(Flaw.TakesAnyHost, "26-no-host", "The answer was 200")]
    [InlineData(Flaw.TakesHostsThatBeginRight, "25-host-as-prefix", "The answer was 200")]
    [InlineData(Flaw.TakesFirstOfTwoHosts, "27-two-hosts", "The answer was 200")]
    [InlineData(Flaw.TakesHead, "20-head", "taken for the response")]
    [InlineData(Flaw.TakesFormsUnasked, "22-form-not-asked-for", "The answer was 200")]
    [InlineData(Flaw.TakesPrefetches, "32-prefetch-navigation", "has content")]
    [InlineData(Flaw.TakesFetches, "32-image", "The answer was 200")]
    [InlineData(Flaw.TakesFrames, "32-iframe", "The answer was 200")]
    [InlineData(Flaw.ServesOneAtATime, "01-silent", "")]
    [InlineData(Flaw.KeepsConnections, "09-no-query", "The connection was not ended")]
    [InlineData(Flaw.ReadsOnce, "34-split", "status")]
    [InlineData(Flaw.WaitsForEver, "02-slow-head-deadline", "still open")]
    [InlineData(Flaw.DiesOfAReset, "03-reset", "")]
    [InlineData(Flaw.Reflects, "11-wrong-state", "repeats a text")]
    [InlineData(Flaw.ReflectsInAField, "11-longer-state", "repeats the state")]
    [InlineData(Flaw.HasNoFields, "09-no-query", "no 'Cache-Control: no-store'")]
    [InlineData(Flaw.AllowsEveryOrigin, "21-preflight", "Access-Control-Allow-Origin")]
    [InlineData(Flaw.AllowsOriginsThatBeginRight, "38-origin-with-suffix", "Access-Control-Allow-Origin")]
    [InlineData(Flaw.AllowsEveryMethod, "38-preflight", "other methods than GET")]
    [InlineData(Flaw.AllowsUnasked, "38-preflight", "allows unasked")]
    [InlineData(Flaw.TellsScriptsNothing, "38-fetch", "does not allow https://accounts.conformance.example")]
    [InlineData(Flaw.ForgetsVary, "38-fetch", "Vary: Origin")]
    [InlineData(Flaw.Fails, "31-nul", "The answer was 500")]
    [InlineData(Flaw.LosesRepeats, "35-reload", "no answer")]
    [InlineData(Flaw.ShowsThePageAtOnce, "37-page-waits", "before the code was exchanged")]
    [InlineData(Flaw.AlwaysShowsSuccess, "37-page-tells-failure", "the status 200")]
    [InlineData(Flaw.ShowsNoPage, "34-genuine", "the status 204")]
    [InlineData(Flaw.RedirectsElsewhere, "34-genuine", "same authority")]
    [InlineData(Flaw.RedirectsForEver, "37-page-waits", "more than once")]
    [InlineData(Flaw.StaysOpen, "34-genuine", "still open after the end")]
    [InlineData(Flaw.StaysOpen, "41-dispose", "still open after the end")]
    [InlineData(Flaw.KeepsItsPeers, "01-silent", "still open after the end")]
    [InlineData(Flaw.HeedsNoCancel, "41-cancel", "did not end")]
    [InlineData(Flaw.ThrowsWhenCancelled, "41-cancel", "CanceledException")]
    [InlineData(Flaw.BindsLate, "40-bound-first", "Nobody listens")]
    [InlineData(Flaw.BindsEveryInterface, "40-loopback-only", "also answers at")]
    [InlineData(Flaw.MovesSilently, "40-exact-port-busy", "no other is allowed")]
    [InlineData(Flaw.SaysAnotherUri, "40-redirect-uri", "is due")]
    public async Task A_flaw_fails_the_script_that_is_about_it(Flaw flaw, string id, string explanation)
    {
        ConformanceResult result = await RunAsync(flaw, id);

        Assert.Equal(ConformanceStatus.Failed, result.Status);
        Assert.Contains(explanation, result.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_flaw_is_among_them() => Assert.Equal(
        Enum.GetValues<Flaw>().Where(flaw => flaw is not Flaw.None),
        typeof(BrokenTransportTests).GetMethod(nameof(A_flaw_fails_the_script_that_is_about_it))!
            .GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(attribute => (Flaw)((IReadOnlyList<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)[0].Value!)
            .Distinct()
            .Order());

    private static Task<ConformanceResult> RunAsync(Flaw flaw, string id) => CallbackTransportConformance.RunAsync(
        () => new PlainTransport(flaw),
        CallbackTransportConformance.Script(id),
        new ConformanceOptions
        {
            CreateWithClock = clock => new PlainTransport(flaw, clock),
            Patience = TimeSpan.FromSeconds(flaw is Flaw.None ? 10 : 1),
        },
        Cancellation);
}
