using LoopbackOAuth.Providers;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>Which ports a tunnel carries: those of the provider's redirect rule, unless the user names others.</summary>
internal sealed record PortChoice
{
    private PortChoice()
    {
    }

    public required IReadOnlyList<TunnelPort> Ports { get; init; }

    /// <summary>The sign-in to run on the remote host.</summary>
    public required string LoginCommand { get; init; }

    /// <summary>Whether the sign-in may have bound another port than this one.</summary>
    public required bool MayMove { get; init; }

    /// <summary>The origins whose scripts may deliver the response: the provider's, or those of all when none is named.</summary>
    public required IReadOnlyList<string> CallbackOrigins { get; init; }

    /// <summary>Makes the choice.</summary>
    /// <param name="registry">The known providers.</param>
    /// <param name="provider">The provider's id or alias, or <see langword="null"/>. With ports it may be any name.</param>
    /// <param name="ports">Ports that the user names.</param>
    /// <param name="host">How the redirect URI names the host; by default as the provider's rule does.</param>
    /// <exception cref="UsageException">There is no such provider, it needs no tunnel, or its port must be given.</exception>
    public static PortChoice Of(ProviderRegistry registry, string? provider, IReadOnlyList<int> ports, LoopbackHost? host)
    {
        ProviderDefinition? known = provider is null ? null : Find(registry, provider, isNeeded: ports.Count == 0);
        if (known is { Flow: not SignInFlow.Loopback })
        {
            throw new UsageException(
                $"'{known.Id}' needs no tunnel: it signs in by {(known.Flow is SignInFlow.PastedCode ? "a code that is pasted" : "a code that is typed on its own page")}, without a callback to this computer.",
                "Sign in on the remote host alone. For a program that does wait on a port there, leave the provider out and give the port: --port N.");
        }

        if (ports.Count == 0 && known is null or { Redirect.Port.Ports.Count: 0 })
        {
            throw new UsageException(
                known is null ? "A provider or a port is needed." : $"'{known.Id}' has no port of its own: each sign-in takes a free one.",
                known is null
                    ? "Give the provider's id ('loopback-oauth providers' lists them), or the port that the sign-in waits on: --port N."
                    : "Start the sign-in on the remote host first, and give the port of its line 'Waiting for callback on http://127.0.0.1:N/...' here: --port N.");
        }

        RedirectRule? rule = known?.Redirect;
        LoopbackHost style = host ?? rule?.Host ?? LoopbackHost.IPv4;
        int[] numbers = [.. ports.Count > 0 ? ports.Distinct() : rule!.Port.Ports];
        bool isForeign = ports.Count > 0 && numbers.Length == 1 && rule?.Port.Ports.Contains(numbers[0]) is not true;
        return new PortChoice
        {
            Ports = [.. numbers.Select(number => new TunnelPort(style, number))],
            LoginCommand = $"loopback-oauth login {known?.Id ?? "PROVIDER"} --no-browser"
                + (isForeign ? $" --port {numbers[0]}" : "")
                + (host is null ? "" : $" --host {HostName(style)}"),
            CallbackOrigins = known?.CallbackOrigins ?? [.. registry.Providers.SelectMany(each => each.CallbackOrigins)],
            MayMove = ports.Count == 0 && rule is { Port.MayMove: true },
        };
    }

    private static string HostName(LoopbackHost host) => host switch
    {
        LoopbackHost.IPv6 => "::1",
        LoopbackHost.Localhost => "localhost",
        _ => "127.0.0.1",
    };

    private static ProviderDefinition? Find(ProviderRegistry registry, string provider, bool isNeeded)
    {
        if (registry.TryGet(provider, out ProviderDefinition? known) || !isNeeded)
        {
            return known;
        }

        try
        {
            return registry.Get(provider);
        }
        catch (UnknownProviderException exception)
        {
            throw new UsageException(
                exception.Message,
                (exception.NearMatches is [string near, ..] ? $"Did you mean '{near}'? " : "'loopback-oauth providers' lists them. ")
                    + "With a port, the provider's name does not matter: --port N.");
        }
    }
}
