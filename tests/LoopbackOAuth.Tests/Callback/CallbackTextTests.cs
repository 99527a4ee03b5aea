using System.Text;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tests.Callback;

public sealed class CallbackTextTests
{
    private const string State = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE";

    [Theory]
    [InlineData("", CallbackRefusal.Empty)]
    [InlineData("code=a&state=" + State, CallbackRefusal.None)]
    [InlineData("code=\u00e9&state=" + State, CallbackRefusal.Malformed)]
    [InlineData("code=a&state=" + State + "&x=\u00e9\U0001F600", CallbackRefusal.None)]
    [InlineData("error=x&error_description=\u00e9\U0001F600&state=" + State, CallbackRefusal.None)]
    public void A_text_gets_the_verdict_of_its_bytes(string query, CallbackRefusal refusal)
    {
        Assert.Equal(refusal, New().Deliver(query, CallbackChannel.Paste, "test").Refusal);
        Assert.Equal(refusal, New().Deliver(Encoding.UTF8.GetBytes(query), CallbackChannel.Paste, "test").Refusal);
    }

    [Theory]
    [InlineData("error=x&error_description=a~b&state=" + State, CallbackRefusal.Malformed)]
    [InlineData("error=x&error_description=~&state=" + State, CallbackRefusal.Malformed)]
    [InlineData("code=~&state=" + State, CallbackRefusal.Malformed)]
    [InlineData("code=a&x=~&state=" + State, CallbackRefusal.None)]
    [InlineData("code=a&~=x&state=" + State, CallbackRefusal.None)]
    public void Half_a_surrogate_pair_is_no_text(string query, CallbackRefusal refusal)
    {
        // An attribute cannot hold one.
        foreach (char half in "\ud800\udc00")
        {
            Assert.Equal(refusal, New().Deliver(query.Replace('~', half), CallbackChannel.Paste, "test").Refusal);
        }
    }

    [Fact]
    [Trait("Invariant", "13")]
    public void Is_finite_a_text_has_the_bound_of_its_bytes()
    {
        string longest = "code=" + new string('x', CallbackParser.MaxLength - 5 - 7 - State.Length) + "&state=" + State;
        Assert.Equal(CallbackRefusal.None, New().Deliver(longest, CallbackChannel.Paste, "test").Refusal);
        Assert.Equal(CallbackRefusal.TooLarge, New().Deliver(longest + "1", CallbackChannel.Paste, "test").Refusal);

        // Fewer characters than the bound, but more bytes.
        string wide = "x=" + new string('\u20ac', CallbackParser.MaxLength / 2) + "&code=a&state=" + State;
        Assert.Equal(CallbackRefusal.TooLarge, New().Deliver(wide, CallbackChannel.Paste, "test").Refusal);
    }

    private static PendingAuthorization New() => new(new Secret(State), IssuerExpectation.Unknown);
}
