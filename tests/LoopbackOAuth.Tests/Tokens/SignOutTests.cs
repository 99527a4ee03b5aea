using System.Net;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class SignOutTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_entry_is_removed_and_both_tokens_are_revoked_the_refresh_token_first()
    {
        await using var user = await SignedIn.StartAsync();
        await user.TokenAsync();

        var result = await user.Provider.SignOutAsync(user.Key, Cancellation);

        Assert.Equal((EntryRemoval.Removed, TokenRevocation.Revoked), (result.Removal, result.Revocation));
        Assert.Null(await user.StoredAsync());
        Assert.False(user.Server.IsActive(user.Tokens.AccessToken));
        Assert.Equal(
            [("refresh_token", user.Tokens.RefreshToken!.Reveal()), ("access_token", user.Tokens.AccessToken.Reveal())],
            user.Server.Requests.Where(request => request.Path == "/revoke").Select(request => (request.Parameter("token_type_hint")!, request.Parameter("token")!)));
        var after = Assert.IsType<AccessTokenResult.SignInRequired>(await user.GetAsync());
        Assert.Equal(SignInReason.NotSignedIn, after.Reason);
    }

    [Fact]
    public async Task The_entry_is_removed_although_the_server_cannot_revoke_now_and_that_is_said()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { RevocationUnavailable = true, RetryAfter = TimeSpan.FromSeconds(5) };

        var result = await user.Provider.SignOutAsync(user.Key, Cancellation);

        Assert.Equal((EntryRemoval.Removed, TokenRevocation.Failed), (result.Removal, result.Revocation));
        Assert.Equal((503, TimeSpan.FromSeconds(5)), (result.RevocationError!.StatusCode, result.RevocationError.RetryAfter));
        Assert.Null(await user.StoredAsync());
        Assert.Equal(1, user.Server.RevocationRequestCount);
    }

    [Fact]
    public async Task A_server_without_a_revocation_endpoint_is_said()
    {
        await using var user = await SignedIn.StartAsync(new TestAuthorizationServerOptions { OfferRevocation = false });

        var result = await user.Provider.SignOutAsync(user.Key, Cancellation);

        Assert.Equal((EntryRemoval.Removed, TokenRevocation.NotSupported), (result.Removal, result.Revocation));
        Assert.Null(result.RevocationError);
        Assert.Equal(0, user.Server.RevocationRequestCount);
    }

    [Fact]
    public async Task The_entry_is_removed_although_nobody_can_be_asked()
    {
        var isDown = false;
        await using var user = await SignedIn.StartAsync(wrap: inner => new InterceptingHandler(inner, (_, _) =>
            isDown ? throw new HttpRequestException(HttpRequestError.NameResolutionError) : null));
        isDown = true;

        var result = await user.Provider.SignOutAsync(user.Key, Cancellation);

        Assert.Equal((EntryRemoval.Removed, TokenRevocation.Failed), (result.Removal, result.Revocation));
        Assert.Equal("network_error", result.RevocationError!.Code);
        Assert.Null(await user.StoredAsync());
    }

    [Fact]
    public async Task The_entry_is_removed_although_the_caller_gives_up()
    {
        await using var user = await SignedIn.StartAsync();

        var result = await user.Provider.SignOutAsync(user.Key, new CancellationToken(canceled: true));

        Assert.Equal((EntryRemoval.Removed, TokenRevocation.Failed), (result.Removal, result.Revocation));
        Assert.Equal("cancelled", result.RevocationError!.Code);
        Assert.Null(await user.StoredAsync());
    }

    [Fact]
    public async Task Tokens_are_revoked_although_the_entry_cannot_be_removed_and_that_is_said()
    {
        await using var user = await SignedIn.StartAsync();
        user.Store.FailOn(TokenStoreOperation.Remove);

        var result = await user.Provider.SignOutAsync(user.Key, Cancellation);

        Assert.Equal((EntryRemoval.Failed, TokenRevocation.Revoked), (result.Removal, result.Revocation));
        Assert.Equal("store_failed", result.StoreProblem!.Code);
        Assert.False(user.Server.IsActive(user.Tokens.AccessToken));
    }

    [Fact]
    public async Task Nobody_to_sign_out_is_said_without_a_request()
    {
        await using var user = await SignedIn.StartAsync();

        var result = await user.Provider.SignOutAsync(user.Key with { Account = "other" }, Cancellation);

        Assert.Equal((EntryRemoval.NotThere, TokenRevocation.NothingToRevoke), (result.Removal, result.Revocation));
        Assert.Equal(0, user.Server.RevocationRequestCount);
    }

    [Theory]
    [InlineData(TokenStoreOperation.Get)]
    [InlineData(TokenStoreOperation.Lock)]
    public async Task An_entry_that_cannot_be_read_or_locked_is_removed_all_the_same(TokenStoreOperation operation)
    {
        await using var user = await SignedIn.StartAsync();
        user.Store.FailOn(operation);

        var result = await user.Provider.SignOutAsync(user.Key, Cancellation);

        // A lock that fails tells of no other process.
        Assert.Equal((EntryRemoval.Removed, false), (result.Removal, result.MayComeBack));
        Assert.Equal(operation is TokenStoreOperation.Get ? TokenRevocation.Failed : TokenRevocation.Revoked, result.Revocation);
        user.Store.Heal();
        Assert.Null(await user.StoredAsync());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_lock_that_another_process_does_not_let_go_delays_the_removal_and_that_it_was_not_had_is_said(bool isCancelled)
    {
        await using var user = await SignedIn.StartAsync();
        await using var held = await user.Store.LockAsync(user.Key, Cancellation);
        var begun = user.Clock.GetUtcNow();

        var result = await user.PassTimeAsync(user.Provider.SignOutAsync(user.Key, new CancellationToken(isCancelled)).AsTask());

        Assert.True(result.MayComeBack);
        Assert.Equal(EntryRemoval.Removed, result.Removal);
        Assert.Null(await user.StoredAsync());
        Assert.InRange(user.Clock.GetUtcNow() - begun, TimeSpan.FromSeconds(isCancelled ? 2 : 60), TimeSpan.FromSeconds(isCancelled ? 3 : 62));
    }

    [Fact]
    public async Task An_entry_that_was_not_removed_does_not_come_back_either()
    {
        await using var user = await SignedIn.StartAsync();
        await using var held = await user.Store.LockAsync(user.Key, Cancellation);
        user.Store.FailOn(TokenStoreOperation.Remove);

        var result = await user.PassTimeAsync(user.Provider.SignOutAsync(user.Key, Cancellation).AsTask());

        Assert.Equal((EntryRemoval.Failed, false), (result.Removal, result.MayComeBack));
    }

    [Fact]
    public async Task Who_gives_up_still_signs_out_under_the_lock()
    {
        await using var user = await SignedIn.StartAsync();
        var before = user.Store.Calls.Count;

        var result = await user.Provider.SignOutAsync(user.Key, new CancellationToken(canceled: true));

        Assert.False(result.MayComeBack);
        Assert.Equal([TokenStoreOperation.Lock, TokenStoreOperation.Get, TokenStoreOperation.Remove], user.Store.Calls.Skip(before).Select(call => call.Operation));
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_a_sign_out_waits_for_a_refresh_of_another_process_and_revokes_what_that_brought()
    {
        await using var user = await SignedIn.StartAsync();
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };
        user.Expire();
        var call = user.AnotherProcess().AccessTokens.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation).AsTask();
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }

        var signOut = user.Provider.SignOutAsync(user.Key, Cancellation).AsTask();
        gate.SetResult();
        await call;
        var result = await signOut;

        Assert.False(result.MayComeBack);
        Assert.Null(await user.StoredAsync());
        Assert.All(user.Server.IssuedAccessTokens, issued => Assert.False(user.Server.IsActive(issued.Token)));
    }

    [Fact]
    public async Task A_refresh_under_way_does_not_bring_the_entry_back()
    {
        await using var user = await SignedIn.StartAsync();
        TaskCompletionSource gate = new();
        user.Server.Misbehaviour = new TestServerMisbehaviour { TokenEndpointGate = gate.Task };
        user.Expire();
        var call = user.GetAsync().AsTask();
        while (user.RefreshCount == 0)
        {
            await Task.Yield();
        }

        var signOut = user.Provider.SignOutAsync(user.Key, Cancellation).AsTask();
        gate.SetResult();
        await call;
        var result = await signOut;

        Assert.Equal((EntryRemoval.Removed, TokenRevocation.Revoked), (result.Removal, result.Revocation));
        Assert.Null(await user.StoredAsync());
        Assert.All(user.Server.IssuedAccessTokens, issued => Assert.False(user.Server.IsActive(issued.Token)));
    }

    [Fact]
    public async Task A_server_that_revokes_no_access_tokens_has_revoked_the_grant()
    {
        await using var user = await SignedIn.StartAsync(wrap: inner => new InterceptingHandler(inner, (request, _) =>
            request.Content?.ReadAsStringAsync().Result.Contains("token_type_hint=access_token", StringComparison.Ordinal) is true
                ? new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("{\"error\":\"unsupported_token_type\"}", System.Text.Encoding.UTF8, "application/json") }
                : null));

        var result = await user.Provider.SignOutAsync(user.Key, Cancellation);

        Assert.Equal(TokenRevocation.Revoked, result.Revocation);
    }
}
