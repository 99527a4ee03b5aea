using LoopbackOAuth.Benchmarks.Listener;
using LoopbackOAuth.Benchmarks.SignIn;
using LoopbackOAuth.Benchmarks.Store;

namespace LoopbackOAuth.Benchmarks.Tests;

/// <summary>What is measured outside BenchmarkDotNet, run once.</summary>
public sealed class ScenarioTests
{
    [Theory]
    [InlineData("google")]
    [InlineData("loopback")]
    public async Task A_whole_sign_in_gives_the_token_and_shows_the_page(string client)
    {
        using SignInServer server = new();
        using SignInBrowser browser = new();
        using ISignIn signIn = FirstSignIn.Factory(client)(server, browser.Open);

        // It throws unless there is a token and the page says so.
        Assert.Null(await Record.ExceptionAsync(() => SignInRun.OnceAsync(signIn, browser)));
    }

    [Fact]
    public void The_first_sign_in_runs_in_processes_of_its_own()
    {
        string table = FirstSignIn.Compare(pairs: 1, warmupPairs: 0);

        Assert.Contains("| median, ms |", table, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(IdleConnections.Count)]
    public async Task The_callback_is_answered_whatever_connections_stand_idle(int idle)
    {
        // Memory is counted for the whole process, and other tests run beside this one.
        Assert.Null(await Record.ExceptionAsync(() => IdleConnections.OnceAsync(idle, measureHeld: false)));
    }

    [Fact]
    public void A_store_of_many_entries_is_read_listed_and_searched()
    {
        string table = StoreSizes.Compare(rounds: 1, few: 2, many: 50);

        Assert.Contains("| listing, times reading |", table, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", table, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Listeners))]
    public async Task A_listener_answers_and_stops(string listener)
    {
        using SignInBrowser browser = new(startThread: false);

        (string address, Func<Task> stop) = await ColdStart.Open(listener)();
        int status = browser.Visit(address);
        await stop();

        Assert.Equal(200, status);
    }

    public static TheoryData<string> Listeners => [.. ColdStart.Names];
}
