using LoopbackOAuth.Environments;
using Xunit;

namespace LoopbackOAuth.Tests.Environments;

public sealed class EditorHelperTests
{
    [Theory]
    [InlineData("/home/ada/.vscode/cli/servers/Stable-1a2b/server/bin/helpers/browser.sh", true)]
    [InlineData("/home/ada/.vscode-insiders/cli/servers/Insiders-1a2b/server/bin/helpers/browser.sh", true)]
    [InlineData("/root/.cursor/cli/servers/Stable-1a2b/server/node", true)]
    [InlineData("/home/ada/.vscode-server/cli/servers/Stable-1a2b/server/bin/helpers/browser.sh", false)]
    [InlineData("/home/ada/.vscode-server/bin/1a2b/bin/helpers/browser.sh", false)]
    [InlineData("/home/ada/cli/servers/bin/helpers/browser.sh", false)]
    [InlineData("/home/ada/.vscode/cli/serve-web/1a2b/bin/helpers/browser.sh", false)]
    [InlineData("/cli/servers/x", false)]
    [InlineData("/usr/bin/firefox", false)]
    [InlineData("", false)]
    public void A_tunnel_keeps_its_server_in_a_place_of_its_own(string path, bool isTunnel) => Assert.Equal(isTunnel, EditorHelper.IsTunnel(path));

    [Theory]
    [InlineData("/vscode/bin/linux-x64/1a2b/bin/helpers/browser.sh", true)]
    [InlineData("/usr/bin/firefox", false)]
    public void The_helper_is_known_by_its_place(string value, bool isHelper) => Assert.Equal(isHelper, EditorHelper.IsBrowser(value));
}
