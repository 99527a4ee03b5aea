using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>
/// Real processes over one folder, against a server that rotates refresh tokens and revokes the whole grant when one is used twice.
/// <c>LOOPBACK_OAUTH_STORM=20x50</c> makes it 20 processes and 50 rounds.
/// </summary>
public sealed class RefreshStormTests : IDisposable
{
    private static readonly (int Processes, int Rounds) Size = SizeOr((6, 10));
    private static readonly (int Processes, int Rounds) KillSize = SizeOr((4, 5));

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static (int Processes, int Rounds) SizeOr((int Processes, int Rounds) usual) => Environment.GetEnvironmentVariable("LOOPBACK_OAUTH_STORM")?.Split('x') is [var processes, var rounds]
        ? (int.Parse(processes, CultureInfo.InvariantCulture), int.Parse(rounds, CultureInfo.InvariantCulture))
        : usual;

    public void Dispose() => _folder.Dispose();

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_processes_that_ask_at_once_make_one_refresh_a_round()
    {
        await using TestAuthorizationServer server = new();
        await using var hosted = await server.StartAsync(Cancellation);
        await SignInAsync(server);
        RefreshProcess[] processes = [.. Enumerable.Range(0, Size.Processes).Select(_ => RefreshProcess.Start(_folder.Store))];
        try
        {
            var current = Assert.Single((await Task.WhenAll(processes.Select(process => process.ReadyAsync(Cancellation)))).Distinct());
            for (var round = 1; round <= Size.Rounds; round++)
            {
                await Task.WhenAll(processes.Select(process => process.DemandAsync()));
                var next = Assert.Single((await Task.WhenAll(processes.Select(process => process.ResultAsync(Cancellation)))).Distinct());

                Assert.NotEqual(current, next);
                Assert.Equal(RefreshProcess.Fingerprint(server.IssuedAccessTokens[^1].Token), next);
                Assert.Equal(round, Refreshes(server));
                current = next;
            }

            Assert.Equal(0, server.ReplayCount);
            Assert.True(server.IsActive(server.IssuedAccessTokens[^1].Token));
        }
        finally
        {
            Array.ForEach(processes, process => process.Dispose());
        }
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_process_that_is_killed_at_any_instant_holds_up_nobody()
    {
        await using TestAuthorizationServer server = new();
        await using var hosted = await server.StartAsync(Cancellation);
        await SignInAsync(server);
        List<RefreshProcess> processes = [.. Enumerable.Range(0, KillSize.Processes).Select(_ => RefreshProcess.Start(_folder.Store))];
        var lost = 0;
        var signIns = 0;
        try
        {
            await Task.WhenAll(processes.Select(process => process.ReadyAsync(Cancellation)));
            for (var round = 1; round <= KillSize.Rounds; round++)
            {
                var before = Refreshes(server);
                await Task.WhenAll(processes.Select(process => process.DemandAsync()));
                var victim = processes[RandomNumberGenerator.GetInt32(processes.Count)];
                Wait(RandomNumberGenerator.GetInt32(0, 20_000));
                await victim.KillAsync();
                processes.Remove(victim);
                victim.Dispose();
                await AssertOneWholeEntryAsync();

                string?[] results = [.. (await Task.WhenAll(processes.Select(process => process.ResultAsync(Cancellation)))).Distinct()];

                // The one window: the server had spent the refresh token, and the process that asked died before it could store the answer.
                var isLost = results.Any(result => result is not null && result.StartsWith("sign_in_required", StringComparison.Ordinal));
                if (isLost)
                {
                    lost++;
                    Assert.Equal("sign_in_required invalid_grant", Assert.Single(results));
                    Assert.Equal(lost, server.ReplayCount);
                    await SignInAsync(server);
                    signIns++;
                    processes.ForEach(process => process.Dispose());
                    processes = [.. Enumerable.Range(1, KillSize.Processes - 1).Select(_ => RefreshProcess.Start(_folder.Store))];
                    await Task.WhenAll(processes.Select(process => process.ReadyAsync(Cancellation)));
                }
                else
                {
                    Assert.Equal(RefreshProcess.Fingerprint(server.IssuedAccessTokens[^1].Token), Assert.Single(results));
                    Assert.Equal(before + 1, Refreshes(server));
                }

                await AssertOneWholeEntryAsync();
                processes.Add(RefreshProcess.Start(_folder.Store));
                await processes[^1].ReadyAsync(Cancellation);
            }

            Assert.Equal(lost, server.ReplayCount);
            TestContext.Current.TestOutputHelper?.WriteLine($"{KillSize.Rounds} kills, {lost} of them between the server's answer and the store.");
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    private async Task AssertOneWholeEntryAsync()
    {
        var list = await new FileTokenStore(_folder.Store).ListAsync(cancellationToken: Cancellation);
        Assert.Single(list);
        Assert.Empty(list.Damaged);
    }

    private static int Refreshes(TestAuthorizationServer server) => server.Requests.Count(request => request.Parameter("grant_type") == "refresh_token");

    private static void Wait(int microseconds)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun).TotalMicroseconds < microseconds)
        {
        }
    }

    private async Task SignInAsync(TestAuthorizationServer server)
    {
        await using ScriptedBrowser browser = new();
        using LoopbackAuthorizer authorizer = new(options: null, new LoopbackAuthorizerServices
        {
            EnvironmentProbe = new FixedEnvironmentProbe(EnvironmentPresets.LocalDesktop),
            Presenter = new RecordingPresenter(),
            BrowserLauncher = browser,
            TokenStore = new FileTokenStore(_folder.Store),
        });
        Assert.IsType<AuthorizationOutcome.Succeeded>(await authorizer.AuthorizeAsync(
            new AuthorizationRequest("example") { Server = new AuthorizationServer { Issuer = server.Issuer }, ClientId = "app", Scopes = ["openid", "offline_access"] },
            Cancellation));
    }
}
