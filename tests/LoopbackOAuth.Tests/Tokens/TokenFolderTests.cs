using System.Runtime.InteropServices;
using LoopbackOAuth.Tokens;
using Xunit;

namespace LoopbackOAuth.Tests.Tokens;

public sealed class TokenFolderTests
{
    [Theory]
    [InlineData("LINUX", "", "/home/ann", "/home/ann/.local/share/loopback-oauth/tokens")]
    [InlineData("LINUX", "", "/", "/.local/share/loopback-oauth/tokens")]
    [InlineData("LINUX", "XDG_DATA_HOME=/data/ann", "/home/ann", "/data/ann/loopback-oauth/tokens")]
    [InlineData("LINUX", "XDG_DATA_HOME=/data/ann/", null, "/data/ann/loopback-oauth/tokens")]
    [InlineData("LINUX", "XDG_DATA_HOME=data", "/home/ann", "/home/ann/.local/share/loopback-oauth/tokens")]
    [InlineData("LINUX", "XDG_DATA_HOME=/data;LOOPBACK_OAUTH_HOME=/srv/tokens", "/home/ann", "/srv/tokens")]
    [InlineData("LINUX", "LOOPBACK_OAUTH_HOME=/srv/tokens", null, "/srv/tokens")]
    [InlineData("LINUX", "LOOPBACK_OAUTH_HOME=", "/home/ann", "/home/ann/.local/share/loopback-oauth/tokens")]
    [InlineData("OSX", "XDG_DATA_HOME=/data", "/Users/ann", "/Users/ann/Library/Application Support/loopback-oauth/tokens")]
    [InlineData("OSX", "LOOPBACK_OAUTH_HOME=/srv/tokens", "/Users/ann", "/srv/tokens")]
    [InlineData("WINDOWS", @"LOCALAPPDATA=C:\Users\ann\AppData\Local", @"C:\Users\ann", @"C:\Users\ann\AppData\Local\loopback-oauth\tokens")]
    [InlineData("WINDOWS", "", @"C:\Users\ann", @"C:\Users\ann\AppData\Local\loopback-oauth\tokens")]
    [InlineData("WINDOWS", @"LOOPBACK_OAUTH_HOME=D:\tokens", @"C:\Users\ann", @"D:\tokens")]
    [InlineData("WINDOWS", @"LOOPBACK_OAUTH_HOME=\\server\share\tokens", @"C:\Users\ann", @"\\server\share\tokens")]
    public void The_folder_follows_the_variable_then_the_platform(string platform, string variables, string? home, string expected) =>
        Assert.Equal(expected, Resolve(platform, variables, home));

    [Theory]
    [InlineData("LINUX", "tokens")]
    [InlineData("LINUX", "~/tokens")]
    [InlineData("LINUX", "./tokens")]
    [InlineData("LINUX", @"C:\tokens")]
    [InlineData("WINDOWS", "tokens")]
    [InlineData("WINDOWS", @"\tokens")]
    [InlineData("WINDOWS", "C:tokens")]
    public void A_relative_folder_in_the_variable_is_refused(string platform, string value)
    {
        var exception = Assert.Throws<TokenStoreException>(() => Resolve(platform, $"LOOPBACK_OAUTH_HOME={value}", "/home/ann"));

        Assert.Equal("store_relative_path", exception.Code);
        Assert.Contains($"'{value}'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LINUX", null)]
    [InlineData("LINUX", "")]
    [InlineData("OSX", "")]
    [InlineData("WINDOWS", "")]
    public void Without_a_home_the_remedy_names_the_variable(string platform, string? home)
    {
        var exception = Assert.Throws<TokenStoreException>(() => Resolve(platform, "", home));

        Assert.Equal("store_no_home", exception.Code);
        Assert.Contains("LOOPBACK_OAUTH_HOME", exception.Remedy, StringComparison.Ordinal);
    }

    private static string Resolve(string platform, string variables, string? home)
    {
        var map = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return TokenFolder.Resolve(OSPlatform.Create(platform), map.GetValueOrDefault, home);
    }
}
