using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tests.Callback;

public sealed class PendingAuthorizationTests
{
    private const string State = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE";
    private const string Issuer = "https://auth.example.com";

    [Theory]
    [Trait("Invariant", "2")]
    [InlineData("code=a", CallbackRefusal.StateMissing)]
    [InlineData("code=a&state=", CallbackRefusal.StateMissing)]
    [InlineData("code=a&state=wrong", CallbackRefusal.StateMismatch)]
    [InlineData("code=a&state=zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE", CallbackRefusal.StateMismatch)]
    [InlineData("code=a&state=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYm", CallbackRefusal.StateMismatch)]
    [InlineData("error=access_denied", CallbackRefusal.StateMissing)]
    [InlineData("error=access_denied&state=wrong", CallbackRefusal.StateMismatch)]
    public void Without_the_right_state_nothing_ends_the_sign_in_not_even_an_error(string query, CallbackRefusal refusal)
    {
        PendingAuthorization pending = New();
        Assert.Equal(CallbackVerdict.Refused(refusal), Deliver(pending, query));
        Assert.False(pending.Response.IsCompleted);
        Assert.Equal(1, pending.RefusedCount);
        Assert.Equal(CallbackVerdict.Accepted, Deliver(pending, $"code=a&state={State}"));
    }

    [Theory]
    [InlineData("a+b", "a%2Bb", true)]
    [InlineData("a+b", "a+b", false)]
    [InlineData("a+b", "a%20b", false)]
    [InlineData("a b", "a+b", true)]
    [InlineData("a b", "a%20b", true)]
    [InlineData("a b", "a%2Bb", false)]
    [InlineData("a-b", "a+b", false)]
    [InlineData("a-b", "a%2Db", true)]
    [InlineData("a-b", "a-b", true)]
    [InlineData("a%2Bb", "a%2Bb", false)]
    [InlineData("a%2Bb", "a%252Bb", true)]
    public void A_state_is_compared_as_it_is_decoded(string state, string sent, bool isRight)
    {
        PendingAuthorization pending = new(new Secret(state), IssuerExpectation.Unknown);
        Assert.Equal(isRight ? CallbackVerdict.Accepted : CallbackVerdict.Refused(CallbackRefusal.StateMismatch), Deliver(pending, $"code=x&state={sent}"));
    }

    [Theory]
    [InlineData("\u00e9")]
    [InlineData("a\nb")]
    public void A_state_that_no_response_can_have_is_a_mistake(string state) =>
        Assert.Throws<ArgumentException>(nameof(state), () => new PendingAuthorization(new Secret(state), IssuerExpectation.Unknown));

    [Theory]
    [InlineData("", false, CallbackRefusal.None)]
    [InlineData("", true, CallbackRefusal.IssuerMissing)]
    [InlineData("&iss=", true, CallbackRefusal.IssuerMissing)]
    [InlineData("&iss=https%3A%2F%2Fauth.example.com", true, CallbackRefusal.None)]
    [InlineData("&iss=https://auth.example.com", true, CallbackRefusal.None)]
    [InlineData("&iss=https%3A%2F%2Fauth.example.com%2F", true, CallbackRefusal.IssuerMismatch)]
    [InlineData("&iss=https%3A%2F%2FAUTH.example.com", true, CallbackRefusal.IssuerMismatch)]
    [InlineData("&iss=https%3A%2F%2Fauth.example.com%3A443", true, CallbackRefusal.IssuerMismatch)]
    [InlineData("&iss=https%3A%2F%2Fevil.example.com", false, CallbackRefusal.IssuerMismatch)]
    public void Compares_the_issuer_as_a_plain_string(string iss, bool required, CallbackRefusal refusal)
    {
        PendingAuthorization pending = New(new IssuerExpectation(Issuer, required));
        Assert.Equal(refusal, Deliver(pending, $"code=a&state={State}{iss}").Refusal);
        Assert.Equal(refusal is CallbackRefusal.None, pending.Response.IsCompleted);
    }

    [Fact]
    public void A_wrong_issuer_on_an_error_does_not_end_the_sign_in_either()
    {
        PendingAuthorization pending = New(new IssuerExpectation(Issuer, true));
        Assert.Equal(CallbackRefusal.IssuerMismatch, Deliver(pending, $"error=access_denied&state={State}&iss=https://evil.example.com").Refusal);
        Assert.False(pending.Response.IsCompleted);
    }

    [Fact]
    public async Task Code_and_error_together_are_handed_over_as_a_contradiction()
    {
        PendingAuthorization pending = New();
        Assert.Equal(CallbackVerdict.Accepted, Deliver(pending, $"code=a&error=x&state={State}"));
        Assert.True((await pending.Response).IsContradictory);
    }

    [Fact]
    public void The_right_state_alone_is_not_enough() =>
        Assert.Equal(CallbackRefusal.NothingDelivered, Deliver(New(), $"state={State}").Refusal);

    [Fact]
    [Trait("Invariant", "3")]
    public async Task However_many_deliver_at_once_exactly_one_is_accepted()
    {
        PendingAuthorization pending = New();
        using Barrier barrier = new(8);
        Task<CallbackVerdict>[] deliveries = [.. Enumerable.Range(0, 8).Select(index => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                return Deliver(pending, $"code={index}&state={State}");
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        CallbackVerdict[] verdicts = await Task.WhenAll(deliveries);
        Assert.Single(verdicts, CallbackVerdict.Accepted);
        Assert.Equal(7, verdicts.Count(verdict => verdict == CallbackVerdict.Repeated));
        Assert.Equal(0, pending.RefusedCount);
    }

    [Fact]
    public void After_the_end_nothing_is_accepted()
    {
        PendingAuthorization pending = New();
        Assert.True(pending.Close());
        Assert.Equal(CallbackRefusal.Closed, Deliver(pending, $"code=a&state={State}").Refusal);
        Assert.False(pending.Response.IsCompleted);
    }

    [Fact]
    public void Closing_after_a_response_was_accepted_says_so()
    {
        PendingAuthorization pending = New();
        Deliver(pending, $"code=a&state={State}");
        Assert.False(pending.Close());
    }

    [Fact]
    public async Task Only_the_first_page_counts()
    {
        PendingAuthorization pending = New();
        pending.Settle(CallbackPageKind.Denied);
        pending.Settle(CallbackPageKind.Success);
        Assert.Equal(CallbackPageKind.Denied, await pending.Page);
    }

    private static PendingAuthorization New(IssuerExpectation? issuer = null) => new(new Secret(State), issuer ?? IssuerExpectation.Unknown);

    private static CallbackVerdict Deliver(PendingAuthorization pending, string query) =>
        pending.Deliver(Encoding.UTF8.GetBytes(query), CallbackChannel.Redirect, "test");
}
