using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class ProtocolResultTests
{
    [Fact]
    public void It_is_a_value_or_an_error()
    {
        ProtocolResult<string> value = "value";
        ProtocolResult<string> failure = new OAuthError { Code = "code" };

        Assert.True(value.TryGet(out string? text, out OAuthError? error));
        Assert.Equal(("value", null), (text, error));
        Assert.False(failure.TryGet(out text, out error));
        Assert.Equal((null, "code"), (text, error.Code));
    }
}
