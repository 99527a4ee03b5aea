using System.Diagnostics;
using LoopbackOAuth.Diagnostics;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tests.Tokens;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Diagnostics;

/// <summary>What somebody who listens sees of refreshes and sign-outs.</summary>
public sealed class RefreshTelemetryTests
{
    public static TheoryData<string, TestServerMisbehaviour, string?, int?> Endings => new()
    {
        { "refreshed", TestServerMisbehaviour.None, null, null },
        { "sign_in_required", new() { TokenEndpoint = TokenEndpointFault.InvalidGrant }, "invalid_grant", 400 },
        { "temporarily_unavailable", new() { TokenEndpoint = TokenEndpointFault.ServiceUnavailable, RetryAfter = TimeSpan.FromHours(1) }, "server_error_response", 503 },
        { "failed", new() { TokenEndpoint = TokenEndpointFault.InvalidClient }, "invalid_client", 401 },
    };

    [Theory, MemberData(nameof(Endings))]
    public async Task A_refresh_is_a_trace_of_its_own_with_a_link_to_the_caller_it_began_for(string outcome, TestServerMisbehaviour misbehaviour, string? error, int? status)
    {
        await using SignedIn user = await SignedIn.StartAsync();
        using TelemetryRecorder telemetry = new();
        user.Server.Misbehaviour = misbehaviour;
        user.Expire();

        await user.PassTimeAsync(user.GetAsync().AsTask());

        Activity refresh = telemetry.Activity(LoopbackOAuthTelemetry.RefreshActivity);
        Assert.Equal(default, refresh.ParentSpanId);
        Assert.NotEqual(telemetry.Root.TraceId, refresh.TraceId);
        Assert.Equal(telemetry.Root.Context, Assert.Single(refresh.Links).Context);
        Assert.Equal(outcome, refresh.GetTagItem(LoopbackOAuthTelemetry.OutcomeTag));
        Measured counted = Assert.Single(telemetry.Of(LoopbackOAuthTelemetry.RefreshesInstrument));
        Assert.Equal((1, outcome), (counted.Value, counted.Tag(LoopbackOAuthTelemetry.OutcomeTag)));
        Assert.Equal(outcome, Assert.Single(telemetry.Of(LoopbackOAuthTelemetry.RefreshDurationInstrument)).Tag(LoopbackOAuthTelemetry.OutcomeTag));
        string? told = (string?)refresh.GetTagItem(LoopbackOAuthTelemetry.ErrorTypeTag);
        Assert.Equal(told, counted.Tag(LoopbackOAuthTelemetry.ErrorTypeTag));
        Assert.Equal(status, refresh.GetTagItem(LoopbackOAuthTelemetry.HttpStatusTag));
        Assert.Equal(error, told);
        Assert.Equal(
            error is null ? [LoopbackOAuthTelemetry.OutcomeTag] : [LoopbackOAuthTelemetry.OutcomeTag, LoopbackOAuthTelemetry.ErrorTypeTag],
            counted.Tags.Select(tag => tag.Key));
    }

    [Fact]
    public async Task A_refresh_that_fails_while_the_old_token_is_good_says_that_it_was_kept()
    {
        await using SignedIn user = await SignedIn.StartAsync();
        using TelemetryRecorder telemetry = new();
        user.Server.Misbehaviour = new() { TokenEndpoint = TokenEndpointFault.ServiceUnavailable };
        user.Clock.Advance(SignedIn.Lifetime - TimeSpan.FromSeconds(30));

        AccessTokenResult.Available token = Assert.IsType<AccessTokenResult.Available>(await user.PassTimeAsync(user.GetAsync().AsTask()));

        Assert.NotNull(token.Warning);
        Assert.Equal("old_token_kept", telemetry.Activity(LoopbackOAuthTelemetry.RefreshActivity).GetTagItem(LoopbackOAuthTelemetry.OutcomeTag));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task New_tokens_with_a_warning_are_a_refresh_that_went_well(bool isExpiredAtIssue)
    {
        await using SignedIn user = await SignedIn.StartAsync(wrap: inner => new RefreshRewriter(inner, response =>
        {
            if (isExpiredAtIssue)
            {
                response["expires_in"] = 0;
            }
            else
            {
                response["id_token"] = "opaque";
            }
        }));
        using TelemetryRecorder telemetry = new();
        user.Expire();

        AccessTokenResult.Available token = Assert.IsType<AccessTokenResult.Available>(await user.PassTimeAsync(user.GetAsync().AsTask()));

        Assert.Equal(isExpiredAtIssue ? "token_expired_at_issue" : "id_token_invalid", token.Warning!.Code);
        Assert.NotEqual(user.Tokens.AccessToken, token.AccessToken);
        Activity refresh = telemetry.Activity(LoopbackOAuthTelemetry.RefreshActivity);
        Assert.Equal("refreshed", refresh.GetTagItem(LoopbackOAuthTelemetry.OutcomeTag));
        Assert.Null(refresh.GetTagItem(LoopbackOAuthTelemetry.ErrorTypeTag));
        Assert.Equal("refreshed", Assert.Single(telemetry.Of(LoopbackOAuthTelemetry.RefreshesInstrument)).Tag(LoopbackOAuthTelemetry.OutcomeTag));
    }

    [Fact]
    public async Task Many_callers_make_one_refresh_and_a_cached_token_makes_none()
    {
        await using SignedIn user = await SignedIn.StartAsync();
        using TelemetryRecorder telemetry = new();
        user.Expire();

        await user.PassTimeAsync(Task.WhenAll(Enumerable.Range(0, 20).Select(_ => user.GetAsync().AsTask())));
        await user.GetAsync();

        Assert.Single(telemetry.Activities);
        Assert.Single(telemetry.Of(LoopbackOAuthTelemetry.RefreshesInstrument));
    }

    [Theory]
    [InlineData(false, "sign_out(revoke)", "revoked")]
    [InlineData(true, "sign_out!server_error_response(revoke!server_error_response)", "failed")]
    public async Task A_sign_out_is_within_the_callers_trace_and_says_what_became_of_entry_and_tokens(bool isUnavailable, string tree, string revocation)
    {
        await using SignedIn user = await SignedIn.StartAsync();
        using TelemetryRecorder telemetry = new();
        user.Server.Misbehaviour = new() { RevocationUnavailable = isUnavailable };

        await user.Provider.SignOutAsync(user.Key, TestContext.Current.CancellationToken);

        Assert.Equal(tree, telemetry.Tree());
        Activity signOut = telemetry.Activity(LoopbackOAuthTelemetry.SignOutActivity);
        Assert.Equal("removed", signOut.GetTagItem(LoopbackOAuthTelemetry.RemovalTag));
        Assert.Equal(revocation, signOut.GetTagItem(LoopbackOAuthTelemetry.RevocationTag));
    }
}
