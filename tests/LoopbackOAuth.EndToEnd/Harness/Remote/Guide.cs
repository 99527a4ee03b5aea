using System.Globalization;
using System.Text.RegularExpressions;

namespace LoopbackOAuth.EndToEnd.Harness.Remote;

/// <summary>The commands of <c>docs/remote-hosts.md</c>, as a reader types them: with the hosts, users and ports of the test network in the place of the guide's.</summary>
/// <remarks>A test of the documents holds that every command of the guide is asked for here by a scene.</remarks>
internal static partial class Guide
{
    private const int Port = 56121;

    private static readonly Lazy<HashSet<string>> Commands = new(Read);

    /// <summary>A command of the guide, which must be there letter by letter.</summary>
    /// <param name="command">The command.</param>
    /// <param name="port">The port to put in for that of the guide.</param>
    /// <param name="host">The host to put in for <c>remote-host</c>.</param>
    /// <param name="address">What to put in between the quotes, where an address belongs.</param>
    public static string Command(string command, int port = Port, string host = "remote", Uri? address = null)
    {
        Assert.True(Commands.Value.Contains(command), $"The guide has no command '{command}'.");
        return command
            .Replace(Port.ToString(CultureInfo.InvariantCulture), port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("jump-user@jump-host", $"{HostUser.Alice.Name}@jump", StringComparison.Ordinal)
            .Replace("user@remote-host", $"{HostUser.Alice.Name}@{host}", StringComparison.Ordinal)
            .Replace("-u service-user", $"-u {HostUser.Bob.Name}", StringComparison.Ordinal)
            .Replace("-p 2222", $"-p {HostAddresses.OtherSshPort}", StringComparison.Ordinal)
            .Replace("your-client-id", AuthorizationServerProcess.PublicClient, StringComparison.Ordinal)
            .Replace("authorization-url", address?.OriginalString ?? "authorization-url", StringComparison.Ordinal)
            .Replace("address-of-that-page", address?.OriginalString ?? "address-of-that-page", StringComparison.Ordinal);
    }

    private static HashSet<string> Read()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "remote-hosts.md")).ReplaceLineEndings("\n");
        return [.. Block().Matches(text).SelectMany(block => block.Groups["code"].Value.Split('\n')).Select(line => line.Trim())];
    }

    [GeneratedRegex(@"^ *```sh\n(?<code>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline, 5000)]
    private static partial Regex Block();
}
