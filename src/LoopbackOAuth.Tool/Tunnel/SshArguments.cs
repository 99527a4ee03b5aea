using System.Globalization;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>The arguments of ssh, one by one: no shell ever sees them.</summary>
/// <remarks>
/// ssh takes the first value that it is given for a setting. So what the tunnel stands on comes first, then what the user
/// says, then what is only a better default. All of it goes before the user's configuration files.
/// </remarks>
internal static class SshArguments
{
    // The forward must belong to this process: one that joins a shared connection (ControlMaster) ends at once or stays behind.
    // The configuration's own ClearAllForwardings would clear this one too.
    private static readonly string[] Fixed = ["ControlPath=none", "ClearAllForwardings=no"];

    // A dead connection is noticed after 45 seconds.
    private static readonly string[] Defaults = ["ServerAliveInterval=15", "ServerAliveCountMax=3", "ConnectTimeout=30"];

    // What would turn the forward into something else, or take it away.
    private static readonly string[] Refused =
        ["ControlPath", "ControlMaster", "ControlPersist", "ClearAllForwardings", "ExitOnForwardFailure", "ForkAfterAuthentication", "StdinNull", "SessionType"];

    /// <summary>The arguments for a user who runs ssh alone: ssh itself holds the port.</summary>
    public static IReadOnlyList<string> Alone(SshRequest request, IEnumerable<TunnelPort> ports) =>
        Build(request, ports.SelectMany(port => port.PlainForwards), exitOnForwardFailure: true, first: [], last: []);

    /// <summary>The arguments for ssh behind the tunnel's own listener.</summary>
    /// <param name="request">What the user said.</param>
    /// <param name="forwards">The forwards.</param>
    /// <param name="forbidFork">Whether a <c>ForkAfterAuthentication</c> of the user's configuration is undone: an ssh in the background would stay behind.</param>
    /// <param name="exitOnForwardFailure">
    /// Whether a forward that cannot be made ends ssh. <see langword="false"/> wherever the tunnel's own cannot fail, because a <c>LocalForward</c>
    /// of the user's configuration counts too, and it fails whenever another session to that host is open. With <see langword="true"/> ssh also says
    /// when it has made them: <see cref="SshWords.SaysOpen"/>.
    /// </param>
    public static IReadOnlyList<string> Behind(SshRequest request, IEnumerable<string> forwards, bool forbidFork, bool exitOnForwardFailure) => Build(
        request,
        forwards,
        exitOnForwardFailure,
        first: [.. forbidFork ? (string[])[SshWords.NoFork] : [], .. exitOnForwardFailure ? (string[])["LogLevel=DEBUG1"] : []],
        last: ["LogLevel=INFO"]);

    /// <summary>The arguments of a plain login, for a user who has to find out why there is none.</summary>
    public static IReadOnlyList<string> Login(SshRequest request)
    {
        List<string> arguments = [];
        AddSettings(arguments, request.Options);
        AddPlace(arguments, request);
        arguments.Add(request.Destination.Destination);
        return arguments;
    }

    /// <exception cref="UsageException">The value cannot be given to <c>-o</c> here.</exception>
    public static void CheckOption(string value)
    {
        string name = value[..(value.AsSpan().IndexOfAny('=', ' ') is var end and >= 0 ? end : value.Length)].Trim();
        if (name.Length == 0 || value.Any(char.IsControl))
        {
            throw new UsageException("-o takes Name=value.", "Write it as in ssh_config, for example: -o ProxyCommand=none");
        }

        if (Refused.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new UsageException($"-o {name} is not the caller's to set: the tunnel needs its own value.", "Leave it out, or run the command that --print shows as you like it.");
        }
    }

    private static List<string> Build(SshRequest request, IEnumerable<string> forwards, bool exitOnForwardFailure, string[] first, string[] last)
    {
        List<string> arguments = ["-N", "-T"];
        foreach (string forward in forwards)
        {
            arguments.AddRange("-L", forward);
        }

        // The words of ssh say why it ended, so that a configuration that silences it does not hold here.
        string[] settings = [.. Fixed, $"ExitOnForwardFailure={(exitOnForwardFailure ? "yes" : "no")}", .. first, .. request.Options, .. Defaults, .. last];
        AddSettings(arguments, settings);
        AddPlace(arguments, request);
        arguments.AddRange("--", request.Destination.Destination);
        return arguments;
    }

    private static void AddSettings(List<string> arguments, IEnumerable<string> settings)
    {
        foreach (string setting in settings)
        {
            arguments.AddRange("-o", setting);
        }
    }

    private static void AddPlace(List<string> arguments, SshRequest request)
    {
        if (request.ConfigurationFile is { } file)
        {
            arguments.AddRange("-F", file);
        }

        foreach (string identity in request.Identities)
        {
            arguments.AddRange("-i", identity);
        }

        if (request.Jumps.Count > 0)
        {
            arguments.AddRange("-J", string.Join(',', request.Jumps.Select(jump => jump.Hop)));
        }

        if (request.Destination.Port is { } port)
        {
            arguments.AddRange("-p", port.ToString(CultureInfo.InvariantCulture));
        }
    }
}
