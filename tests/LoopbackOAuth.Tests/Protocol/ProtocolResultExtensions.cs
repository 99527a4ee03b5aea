using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

internal static class ProtocolResultExtensions
{
    public static T Value<T>(this ProtocolResult<T> result)
        where T : notnull
    {
        bool succeeded = result.TryGet(out T? value, out OAuthError? error);
        Assert.True(succeeded, error?.ToString());
        return value!;
    }

    public static OAuthError Error<T>(this ProtocolResult<T> result)
        where T : notnull
    {
        Assert.False(result.TryGet(out _, out OAuthError? error), "A value came where an error was expected.");
        return error;
    }
}
