using System.Text.Json.Nodes;
using LoopbackOAuth.Testing;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>What becomes of a refresh whose ID token is not as it should be.</summary>
public sealed class RefreshIdTokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Unusable => ["expired", "without iat", "unreadable", "no text", "broken line", "without sub"];

    public static TheoryData<string> Foreign => ["iss", "sub", "aud", "azp", "nonce"];

    [Theory, MemberData(nameof(Unusable)), Trait("Invariant", "11")]
    public async Task Invariant_11_an_id_token_that_cannot_be_taken_costs_neither_the_access_token_nor_the_refresh_token(string problem)
    {
        var isWrong = true;
        await using var user = await SignedIn.StartAsync(wrap: inner => new RefreshRewriter(inner, response =>
        {
            if (isWrong)
            {
                Spoil(response, problem);
            }
        }));
        user.Expire();

        var available = Assert.IsType<AccessTokenResult.Available>(await user.GetAsync());
        var stored = await user.StoredAsync();

        Assert.Equal("id_token_invalid", available.Warning!.Code);
        Assert.Equal(available.AccessToken, stored!.AccessToken);
        Assert.NotEqual(user.Tokens.RefreshToken, stored.RefreshToken);
        Assert.Equal(user.Tokens.IdToken, stored.IdToken);

        isWrong = false;
        user.Expire();
        Assert.Null(Assert.IsType<AccessTokenResult.Available>(await user.GetAsync()).Warning);
        Assert.NotEqual(user.Tokens.IdToken, (await user.StoredAsync())!.IdToken);
        Assert.Equal(0, user.Server.ReplayCount);
    }

    [Theory, MemberData(nameof(Foreign)), Trait("Invariant", "11")]
    public async Task Invariant_11_tokens_of_another_grant_are_never_given_and_the_spent_refresh_token_is_not_sent_again(string claim)
    {
        await using var user = await SignedIn.StartAsync(wrap: inner => new RefreshRewriter(inner, response => RefreshRewriter.ChangeClaims(response, claims => claims[claim] = "another")));
        user.Expire();

        var required = Assert.IsType<AccessTokenResult.SignInRequired>(await user.GetAsync());
        var stored = await user.StoredAsync();

        Assert.Equal((SignInReason.GrantRefused, "id_token_invalid"), (required.Reason, required.Code));
        Assert.Equal(user.Tokens.AccessToken, stored!.AccessToken);
        Assert.Equal(user.Tokens.RefreshToken, stored.RefreshToken);
        Assert.Equal("id_token_invalid", stored.Refusal!.Code);
        var other = Assert.IsType<AccessTokenResult.SignInRequired>(await user.AnotherProcess().AccessTokens.GetAccessTokenAsync(user.Key, cancellationToken: Cancellation));
        Assert.Equal(required.Cause, other.Cause);
        Assert.Equal(1, user.RefreshCount);
        Assert.Equal(0, user.Server.ReplayCount);
        Assert.Equal(0, user.Server.RevocationRequestCount);
    }

    [Fact, Trait("Invariant", "11")]
    public async Task Invariant_11_after_tokens_of_another_grant_the_old_access_token_serves_and_the_mark_is_written_although_the_store_fails_for_a_moment()
    {
        await using var user = await SignedIn.StartAsync();
        user.Server.Misbehaviour = new TestServerMisbehaviour { WrongSubject = true };
        user.Clock.Advance(SignedIn.Lifetime - TimeSpan.FromMinutes(1));
        user.Store.FailOn(TokenStoreOperation.Set);
        var call = user.GetAsync().AsTask();
        while (!user.Store.Calls.Any(each => each.Operation == TokenStoreOperation.Set && each.Tokens!.Refusal is not null))
        {
            await Task.Yield();
        }

        user.Store.Heal();
        var available = Assert.IsType<AccessTokenResult.Available>(await user.PassTimeAsync(call));

        Assert.Equal((user.Tokens.AccessToken, "id_token_invalid"), (available.AccessToken, available.Warning!.Code));
        Assert.Equal("id_token_invalid", (await user.StoredAsync())!.Refusal!.Code);
        Assert.Equal(1, user.RefreshCount);
    }

    [Theory, InlineData(true), InlineData(false), Trait("Invariant", "1")]
    public async Task Invariant_1_the_nonce_of_the_sign_in_binds_also_after_an_id_token_without_one(bool isOldEntry)
    {
        await using var user = await SignedIn.StartAsync();
        Assert.NotNull(user.Tokens.Nonce);
        if (isOldEntry)
        {
            // As it was stored before the nonce was.
            await user.Store.SetAsync(user.Key, user.Tokens with { Nonce = null }, Cancellation);
        }

        user.Server.Misbehaviour = new TestServerMisbehaviour { NoNonce = true };
        user.Expire();
        await user.TokenAsync();
        Assert.Equal(user.Tokens.Nonce, (await user.StoredAsync())!.Nonce);
        user.Server.Misbehaviour = new TestServerMisbehaviour { WrongNonce = true };
        user.Expire();

        Assert.Equal("id_token_invalid", Assert.IsType<AccessTokenResult.SignInRequired>(await user.GetAsync()).Code);
    }

    private static void Spoil(JsonObject response, string problem)
    {
        switch (problem)
        {
            case "unreadable":
                response["id_token"] = "opaque";
                return;
            case "no text":
                response["id_token"] = new JsonObject();
                return;
            case "broken line":
                response["id_token"] = response["id_token"]!.GetValue<string>() + "\n";
                return;
        }

        RefreshRewriter.ChangeClaims(response, claims =>
        {
            switch (problem)
            {
                case "expired":
                    claims["exp"] = 1;
                    break;
                case "without iat":
                    claims.Remove("iat");
                    break;
                default:
                    claims.Remove("sub");
                    break;
            }
        });
    }
}
