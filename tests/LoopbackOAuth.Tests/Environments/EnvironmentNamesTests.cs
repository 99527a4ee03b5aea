using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class EnvironmentNamesTests
{
    [Theory]
    [InlineData(LoopbackReachability.Direct, "direct")]
    [InlineData(LoopbackReachability.ForwardNeeded, "forward-needed")]
    [InlineData(LoopbackReachability.Unreachable, "unreachable")]
    [InlineData(LoopbackReachability.Unknown, "unknown")]
    public void Reachabilities_have_kebab_names(LoopbackReachability reachability, string name) =>
        Assert.Equal(name, EnvironmentNames.NameOf(reachability));

    [Theory]
    [InlineData(SignInChannel.Loopback, "loopback")]
    [InlineData(SignInChannel.Paste, "paste")]
    [InlineData(SignInChannel.Device, "device")]
    public void Channels_have_kebab_names(SignInChannel channel, string name) =>
        Assert.Equal(name, EnvironmentNames.NameOf(channel));

    [Fact]
    public void A_value_outside_the_enumerations_is_misuse()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EnvironmentNames.NameOf((LoopbackReachability)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => EnvironmentNames.NameOf((SignInChannel)99));
    }
}
