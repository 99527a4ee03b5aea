using LoopbackOAuth.Protocol;
using Xunit;

namespace LoopbackOAuth.Tests.Protocol;

public sealed class ResourceIndicatorsTests
{
    [Theory]
    [InlineData("https://mcp.example.com", true)]
    [InlineData("https://mcp.example.com/mcp?x=1", true)]
    [InlineData("urn:example:api", true)]
    [InlineData("api://00000000-0000-0000-0000-000000000000", true)]
    [InlineData("https://mcp.example.com/#", false)]
    [InlineData("mcp.example.com", false)]
    [InlineData("/a:b", false)]
    [InlineData("https://mcp.example.com/\u001b", false)]
    [InlineData("", false)]
    public void A_resource_is_an_absolute_URI_without_fragment(string resource, bool valid)
    {
        Assert.Equal(valid, ResourceIndicators.IsValid(resource));
        if (valid)
        {
            Assert.Equal([new("resource", resource)], ResourceIndicators.Parameters([resource]));
        }
        else
        {
            Assert.Throws<ArgumentException>(() => ResourceIndicators.Parameters([resource]));
        }
    }
}
