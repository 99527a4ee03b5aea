using System.CommandLine;
using System.Globalization;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Commands;

/// <summary>What <c>tunnel</c> takes, and how it becomes a request. The short options are those of ssh.</summary>
internal sealed class TunnelOptions
{
    private const int DefaultMinutes = 30;

    public Argument<string> Destination { get; } = new("destination") { Description = "The host that the sign-in runs on, as ssh knows it: [user@]host or [user@]host:port.", HelpName = "[user@]host" };

    public Argument<string?> Provider { get; } = new("provider") { Description = "The provider's id or alias, whose port is the one to lead there.", Arity = ArgumentArity.ZeroOrOne };

    public Option<string[]> Port { get; } = new("--port") { Description = "The port of the line 'Waiting for callback on', when it is not the provider's own; may be repeated.", HelpName = "N" };

    public Option<string?> Host { get; } = new("--host") { Description = "How the redirect URI names the host: 127.0.0.1, ::1 or localhost." };

    public Option<string?> Jump { get; } = new("-J", "--jump") { Description = "Jump hosts on the way, separated by commas.", HelpName = "[user@]host[:port],..." };

    public Option<string?> SshPort { get; } = new("-p") { Description = "The port of the host's SSH server, when it is not 22.", HelpName = "PORT" };

    public Option<string[]> Identity { get; } = new("-i") { Description = "A file with a key to log in with; may be repeated.", HelpName = "FILE" };

    public Option<string?> ConfigurationFile { get; } = new("-F") { Description = "Another configuration file of ssh.", HelpName = "FILE" };

    public Option<string[]> SshOptions { get; } = new("-o") { Description = "A setting as in ssh_config, such as ProxyCommand=...; may be repeated.", HelpName = "Name=value" };

    public Option<string?> Ssh { get; } = new("--ssh") { Description = "The ssh to run. The default is the one on PATH.", HelpName = "PATH" };

    public Option<string?> Minutes { get; } = new("--for") { Description = $"How many minutes the tunnel stays open at most, 1 to 1440. The default is {DefaultMinutes}.", HelpName = "MINUTES" };

    public Option<bool> Print { get; } = new("--print") { Description = "Print the ssh command that makes the same forward, and do nothing." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Destination);
        command.Arguments.Add(Provider);
        foreach (Option option in (Option[])[Port, Host, Jump, SshPort, Identity, ConfigurationFile, SshOptions, Ssh, Minutes, Print])
        {
            command.Options.Add(option);
        }

        Host.AcceptOnlyFromAmong("127.0.0.1", "::1", "localhost");
    }

    /// <exception cref="UsageException">Something is not what it should be.</exception>
    public TunnelRequest ToRequest(ParseResult parsed)
    {
        string destination = parsed.GetValue(Destination)!;
        string? provider = parsed.GetValue(Provider);
        int[] ports = [.. (parsed.GetValue(Port) ?? []).Select(text => Within(text, 1, 65535, "--port"))];
        ProviderRegistry registry = new([]);
        CheckOrder(registry, destination, provider);
        SshHost host = SshHost.Parse(destination, "destination");
        string? sshPort = parsed.GetValue(SshPort);
        if (sshPort is not null)
        {
            int number = Within(sshPort, 1, 65535, "-p");
            host = host.Port is null || host.Port == number
                ? host with { Port = number }
                : throw new UsageException($"The destination names port {host.Port}, and -p port {number}.", "Give one of them. The port of the callback is --port.");
        }

        foreach (string option in parsed.GetValue(SshOptions) ?? [])
        {
            SshArguments.CheckOption(option);
        }

        return new TunnelRequest
        {
            Ssh = new SshRequest
            {
                Destination = host,
                Jumps = [.. (parsed.GetValue(Jump)?.Split(',') ?? []).Select(hop => SshHost.Parse(hop, "jump host"))],
                Identities = [.. (parsed.GetValue(Identity) ?? []).Select(file => File(file, "-i"))],
                ConfigurationFile = parsed.GetValue(ConfigurationFile) is { } file ? File(file, "-F") : null,
                Options = parsed.GetValue(SshOptions) ?? [],
            },
            Choice = PortChoice.Of(registry, provider, ports, HostOf(parsed.GetValue(Host))),
            Limit = TimeSpan.FromMinutes(parsed.GetValue(Minutes) is { } minutes ? Within(minutes, 1, 1440, "--for") : DefaultMinutes),
        };
    }

    // Both are plain words, and who writes them the wrong way round would hear of an unknown host.
    private static void CheckOrder(ProviderRegistry registry, string destination, string? provider)
    {
        if (registry.TryGet(destination, out _) && (provider is null || !registry.TryGet(provider, out _)))
        {
            throw new UsageException(
                $"'{destination}' is a provider; the destination comes first.",
                $"Run it as: loopback-oauth tunnel {(provider is not null && SshHost.TryParse(provider, out _) ? provider : "user@host")} {destination}");
        }
    }

    private static LoopbackHost? HostOf(string? text) => text switch
    {
        "127.0.0.1" => LoopbackHost.IPv4,
        "::1" => LoopbackHost.IPv6,
        "localhost" => LoopbackHost.Localhost,
        _ => null,
    };

    private static string File(string path, string option) => path.Length > 0 && !path.Any(char.IsControl)
        ? path
        : throw new UsageException($"{option} takes a file.", "Give its path.");

    private static int Within(string text, int least, int most, string option) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new UsageException($"{option} must be a whole number from {least} to {most}.", "Run the command with --help to see what it takes.");
}
