using System.Net;
using LoopbackOAuth.Testing;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>How many refresh tokens a server that refuses can cost.</summary>
public sealed class RefusalPauseTests
{
    private const string A = "https://a.example/";
    private const string B = "https://b.example/";

    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_refuses_everything_costs_one_refresh_a_minute_whatever_the_bodies(bool canReplay)
    {
        RotatingProvider provider = new();
        using ScriptedApi api = new(provider, _clock, (_, _) => true);

        for (var minute = 1; minute <= 3; minute++)
        {
            for (var count = 0; count < 10; count++)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, await api.SendAsync(A, canReplay ? null : OneWay()));
            }

            Assert.Equal(minute, provider.RefreshCount);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task A_token_that_was_good_and_is_refused_later_is_renewed_at_once()
    {
        RotatingProvider provider = new();
        HashSet<string> dead = ["token-1"];
        using ScriptedApi api = new(provider, _clock, (_, token) => dead.Contains(token!));

        Assert.Equal(HttpStatusCode.Unauthorized, await api.SendAsync(A, OneWay()));
        Assert.Equal(HttpStatusCode.OK, await api.SendAsync(A, OneWay()));
        dead.Add("token-2");
        Assert.Equal(HttpStatusCode.OK, await api.SendAsync(A));
        dead.Add("token-3");
        Assert.Equal(HttpStatusCode.Unauthorized, await api.SendAsync(A));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await api.SendAsync(A));

        Assert.Equal(3, provider.RefreshCount);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task An_answer_that_says_nothing_about_the_new_token_is_no_reason_for_another(HttpStatusCode status)
    {
        RotatingProvider provider = new();
        HashSet<HttpRequestMessage> sent = [];
        using ScriptedApi api = new(provider, _clock, (request, _) => sent.Add(request)) { Otherwise = status };

        for (var minute = 1; minute <= 3; minute++)
        {
            for (var count = 0; count < 10; count++)
            {
                await api.SendAsync(A);
            }

            Assert.Equal(minute, provider.RefreshCount);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task A_place_that_refuses_every_token_and_bodies_that_are_sent_once_cost_two_refreshes_a_minute_however_good_the_tokens_are_elsewhere()
    {
        RotatingProvider provider = new();
        using ScriptedApi api = new(provider, _clock, (request, _) => request.RequestUri!.AbsolutePath == "/never");

        for (var minute = 1; minute <= 3; minute++)
        {
            for (var count = 0; count < 10; count++)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, await api.SendAsync(A + "never", OneWay()));
                Assert.Equal(HttpStatusCode.OK, await api.SendAsync(A));
            }

            Assert.Equal(2 * minute, provider.RefreshCount);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task A_second_refresh_that_fails_spends_nothing_and_lets_no_third_one_through()
    {
        RotatingProvider provider = new();
        using ScriptedApi api = new(provider, _clock, (request, _) => request.RequestUri!.AbsolutePath == "/never");

        for (var count = 0; count < 10; count++)
        {
            provider.Failure = count % 2 == 1 ? Down() : null;
            await api.SendAsync(A + "never", OneWay());
            await api.SendAsync(A);
        }

        Assert.Equal(2, provider.RefreshCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_origin_that_takes_the_token_does_not_speak_for_one_that_refuses_everything(bool canReplay)
    {
        RotatingProvider provider = new();
        using ScriptedApi api = new(provider, _clock, (request, _) => request.RequestUri!.Host == "a.example");

        for (var count = 0; count < 10; count++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await api.SendAsync(A, canReplay ? null : OneWay()));
            Assert.Equal(HttpStatusCode.OK, await api.SendAsync(B));
        }

        Assert.Equal(1, provider.RefreshCount);
    }

    [Fact]
    public async Task Origins_that_all_refuse_everything_cost_one_refresh_each()
    {
        RotatingProvider provider = new();
        using ScriptedApi api = new(provider, _clock, (_, _) => true);

        for (var count = 0; count < 10; count++)
        {
            await api.SendAsync(A, OneWay());
            await api.SendAsync(B, OneWay());
        }

        Assert.InRange(provider.RefreshCount, 1, 2);
    }

    [Fact]
    public async Task A_place_that_refuses_old_and_new_tokens_alike_costs_one_refresh_although_others_there_take_them()
    {
        RotatingProvider provider = new();
        using ScriptedApi api = new(provider, _clock, (request, _) => request.RequestUri!.AbsolutePath == "/never");

        for (var count = 0; count < 10; count++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await api.SendAsync(A + "never"));
            Assert.Equal(HttpStatusCode.OK, await api.SendAsync(A));
        }

        Assert.Equal(1, provider.RefreshCount);
    }

    [Fact]
    public async Task A_server_that_gives_the_refused_token_again_is_asked_once_a_minute()
    {
        RotatingProvider provider = new() { KeepsAccessToken = true };
        using ScriptedApi api = new(provider, _clock, (_, _) => true);

        for (var count = 0; count < 10; count++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await api.SendAsync(A));
        }

        Assert.Equal(1, provider.RefreshCount);
        Assert.Equal(10, api.Requests.Count);
    }

    [Fact]
    public async Task Requests_that_are_refused_while_the_new_token_is_fetched_all_get_it()
    {
        TaskCompletionSource gate = new();
        RotatingProvider provider = new() { Gate = gate.Task };
        using ScriptedApi api = new(provider, _clock, (_, token) => token == "token-1");

        var calls = Enumerable.Range(0, 20).Select(_ => api.SendAsync(A)).ToArray();
        Assert.Equal(20, api.Requests.Count);
        gate.SetResult();

        Assert.All(await Task.WhenAll(calls), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, provider.RefreshCount);
    }

    [Fact]
    public async Task A_request_that_is_refused_with_an_older_token_during_the_pause_is_sent_again_with_the_newer()
    {
        RotatingProvider provider = new();
        ScriptedApi? api = null;
        using var owned = api = new ScriptedApi(provider, _clock, (request, token) =>
        {
            if (request.RequestUri!.AbsolutePath == "/slow" && token == "token-1")
            {
                // While this one is under way, another is refused, and forces.
                Assert.Equal(HttpStatusCode.Unauthorized, api!.SendAsync(A, OneWay()).Result);
            }

            return token == "token-1";
        });

        Assert.Equal(HttpStatusCode.OK, await api.SendAsync(A + "slow"));
        Assert.Equal(1, provider.RefreshCount);
    }

    [Fact]
    public async Task A_refresh_that_failed_spent_nothing_and_is_tried_again()
    {
        RotatingProvider provider = new() { Failure = Down() };
        using ScriptedApi api = new(provider, _clock, (_, token) => token == "token-1");

        Assert.Equal(HttpStatusCode.Unauthorized, await api.SendAsync(A));
        provider.Failure = null;

        Assert.Equal(HttpStatusCode.OK, await api.SendAsync(A));
    }

    private static LoopbackOAuth.Tokens.AccessTokenResult.TemporarilyUnavailable Down() => new("server_error", "It is down.", "Wait.");

    // Of unknown length, and to be read once.
    private static StreamContent OneWay() => new(new OneWayStream("once"u8.ToArray()));

    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
