using System.Net;
using System.Text;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Doctor;

namespace LoopbackOAuth.Tool.Tests.Doctor;

public sealed class ServerVisitsTests : IDisposable
{
    private const string Issuer = "https://issuer.example";
    private const string Metadata = """{ "issuer": "https://issuer.example", "authorization_endpoint": "https://issuer.example/a", "token_endpoint": "https://issuer.example/t", "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"] }""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loopback-oauth-doctor-");
    private readonly ManualTimeProvider _clock = new(Entries.Now);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_server_that_says_who_it_is_is_well_and_its_clock_is_compared()
    {
        ServerVisit visit = await VisitAsync(_ => Answer(HttpStatusCode.OK, Metadata, Entries.Now.AddMinutes(-5)));

        Assert.Equal(CheckState.Ok, ServersCheck.Judge(visit).State);
        Assert.Equal(TimeSpan.FromSeconds(299), visit.Skew);
    }

    [Fact]
    public async Task The_metadata_of_another_issuer_is_a_failure()
    {
        CheckResult result = ServersCheck.Judge(await VisitAsync(_ => Answer(HttpStatusCode.OK, Metadata.Replace("issuer.example\",", "other.example\",", StringComparison.Ordinal))));

        Assert.Equal(CheckState.Fail, result.State);
        Assert.NotNull(result.Remedy);
    }

    [Fact]
    public async Task A_server_in_trouble_is_a_warning()
    {
        CheckResult result = ServersCheck.Judge(await VisitAsync(_ => Answer(HttpStatusCode.ServiceUnavailable, "\e]0;owned\a")));

        Assert.Equal(CheckState.Warn, result.State);
        Assert.DoesNotContain("owned", result.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_a_failure() =>
        Assert.Equal(CheckState.Fail, ServersCheck.Judge(await VisitAsync(_ => throw new HttpRequestException("no"))).State);

    [Fact]
    public async Task A_server_that_hangs_is_given_up_and_named()
    {
        TaskCompletionSource asked = new();
        Task<ServerVisit> visit = VisitAsync(async token =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException();
        });
        await asked.Task;
        _clock.Advance(ServerVisits.Limit);

        CheckResult result = ServersCheck.Judge(await visit);

        Assert.Equal((CheckState.Fail, "server_timeout"), (result.State, result.Code));
        Assert.Contains(Issuer, result.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_token_goes_to_any_server()
    {
        List<string> seen = [];
        await VisitAsync(_ => Answer(HttpStatusCode.NotFound, "no"), request => seen.Add($"{request.Method} {request}"));

        Assert.NotEmpty(seen);
        Assert.All(seen, request => Assert.StartsWith("GET", request, StringComparison.Ordinal));
        Assert.DoesNotContain(seen, request => request.Contains(Entries.Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_full_of_issuers_is_asked_for_some_and_the_rest_is_told()
    {
        FileTokenStore store = await StoreAsync([.. Enumerable.Range(0, ServerVisits.Most + 3).Select(number => $"https://s{number}.example")]);

        IReadOnlyList<CheckResult> results = await new ServersCheck(Visits(store, _ => Answer(HttpStatusCode.NotFound, "no"))).RunAsync(Cancellation);

        Assert.Equal(ServerVisits.Most + 1, results.Count);
        Assert.Equal(CheckState.Skipped, results[^1].State);
        Assert.StartsWith("3 more servers were not asked", results[^1].Cause, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> Answer(HttpStatusCode status, string body, DateTimeOffset? date = null)
    {
        HttpResponseMessage response = new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        response.Headers.Date = date;
        return Task.FromResult(response);
    }

    private async Task<ServerVisit> VisitAsync(Func<CancellationToken, Task<HttpResponseMessage>> answer, Action<HttpRequestMessage>? seen = null)
    {
        ServerVisits visits = Visits(await StoreAsync(Issuer), answer, seen);
        return Assert.Single(await visits.GetAsync(Cancellation));
    }

    private async Task<FileTokenStore> StoreAsync(params string[] issuers)
    {
        FileTokenStore store = new(Path.Combine(_folder.FullName, "store"));
        foreach (string issuer in issuers)
        {
            await store.SetAsync(Entries.Key(issuer: issuer), new TokenSet { AccessToken = new Secret(Entries.Canary), ObtainedAt = Entries.Now }, Cancellation);
        }

        return store;
    }

    private ServerVisits Visits(FileTokenStore store, Func<CancellationToken, Task<HttpResponseMessage>> answer, Action<HttpRequestMessage>? seen = null) =>
        new(DoctorStores.Of(() => store), asked: null, new ProviderRegistry([]), _clock, () => new ScriptedHandler(answer, seen));

    private sealed class ScriptedHandler(Func<CancellationToken, Task<HttpResponseMessage>> answer, Action<HttpRequestMessage>? seen) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen?.Invoke(request);
            return answer(cancellationToken);
        }
    }
}
