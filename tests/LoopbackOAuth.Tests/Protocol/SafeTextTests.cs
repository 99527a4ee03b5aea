using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class SafeTextTests
{
    [Fact]
    public void Visible_ascii_is_space_to_tilde()
    {
        for (int value = 0; value < 0x180; value++)
        {
            Assert.Equal(value is >= 0x20 and <= 0x7E, SafeText.IsVisibleAscii(((char)value).ToString()));
        }

        Assert.False(SafeText.IsVisibleAscii(string.Empty));
    }
}
