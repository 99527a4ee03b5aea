using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Doctor;

/// <summary>The ports that providers pin or prefer: free, or who holds them.</summary>
/// <param name="store">Tells which providers are in use.</param>
/// <param name="providers">The providers to look at.</param>
/// <param name="isAsked">Whether the user named the provider.</param>
/// <param name="tryBind">Binds and lets go; the error when it does not work.</param>
/// <param name="findHolder">Who has a port.</param>
internal sealed class PortsCheck(
    DoctorStore store,
    IEnumerable<ProviderDefinition> providers,
    bool isAsked,
    Func<IPAddress, int, SocketError?> tryBind,
    Func<IPAddress, int, PortHolder?> findHolder) : DoctorCheck("ports")
{
    public override async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TokenEntry> entries = await store.EntriesAsync(cancellationToken);
        List<CheckResult> results = [];
        List<string> free = [];
        foreach (ProviderDefinition provider in providers.Where(provider => provider.Flow is SignInFlow.Loopback))
        {
            bool isUsed = isAsked || entries.Any(entry => entry.Key.Provider == provider.Id);
            foreach (int port in provider.Redirect.Port.Ports)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Busy(provider, port) is var (address, error))
                {
                    results.Add(Judge(provider, new IPEndPoint(address, port), error, error is SocketError.AddressAlreadyInUse ? findHolder(address, port) : null, isUsed));
                }
                else
                {
                    free.Add(string.Create(CultureInfo.InvariantCulture, $"{port} ({provider.Id})"));
                }
            }
        }

        return (results, free) switch
        {
            ([], []) => [CheckResult.Ok("No port is pinned or preferred: each sign-in takes any free one.")],
            (_, []) => results,
            _ => [CheckResult.Ok($"Free: {string.Join(", ", free)}."), .. results],
        };
    }

    /// <summary>The finding of one port that cannot be had.</summary>
    internal static CheckResult Judge(ProviderDefinition provider, IPEndPoint place, SocketError error, PortHolder? holder, bool isUsed)
    {
        string what = error switch
        {
            SocketError.AddressAlreadyInUse => $"is in use{(holder is null ? "" : $" by {holder}")}",
            SocketError.AccessDenied => "may not be listened on by this user",
            _ => $"cannot be listened on ({error})",
        };
        if (provider.Redirect.Port.MayMove)
        {
            return CheckResult.Warn(
                $"{place}, which {provider.Id} prefers, {what}: a sign-in takes another free port.",
                "With a tunnel, use the port that the sign-in prints.",
                "port_in_use");
        }

        bool isOneOf = provider.Redirect.Port.Ports.Count > 1;
        string cause = $"{place}, {(isOneOf ? "one of those of" : "the only one of")} {provider.Id}, {what}.";
        string remedy = error is SocketError.AddressAlreadyInUse
            ? $"End that program{(holder?.Process is null ? $" ('{PortHolder.CommandFor(place.Port)}' shows it)" : "")}, or register another redirect URI and sign in with --port."
            : "Register another redirect URI at the provider and sign in with --port.";
        return isUsed && !isOneOf ? CheckResult.Fail(cause, remedy, "port_in_use") : CheckResult.Warn(cause, remedy, "port_in_use");
    }

    /// <summary>Tries a port, and lets go of it at once. It does not listen, so a sign-in that begins in this instant is not in the way.</summary>
    internal static SocketError? TryBind(IPAddress address, int port)
    {
        try
        {
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
            socket.Bind(new IPEndPoint(address, port));
            return null;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    // A computer without IPv6 has no browser that would look there.
    private (IPAddress Address, SocketError Error)? Busy(ProviderDefinition provider, int port)
    {
        foreach (IPAddress address in new TunnelPort(provider.Redirect.Host, port).Addresses)
        {
            if (tryBind(address, port) is { } error && error is not (SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable))
            {
                return (address, error);
            }
        }

        return null;
    }
}
