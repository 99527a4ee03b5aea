namespace LoopbackOAuth.Transports;

/// <summary>
/// Several transports that wait for the same response. The first binds and decides the redirect URI; the others take
/// it over, so that every channel serves one and the same authorization request.
/// </summary>
public sealed class RacingCallbackTransport : ICallbackTransport
{
    private readonly IReadOnlyList<ICallbackTransport> _transports;

    /// <summary>Creates the race.</summary>
    /// <param name="transports">At least one transport; the first decides the redirect URI.</param>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public RacingCallbackTransport(params IReadOnlyList<ICallbackTransport> transports)
    {
        ArgumentNullException.ThrowIfNull(transports);
        if (transports.Count == 0)
        {
            throw new ArgumentException("A race needs at least one transport.", nameof(transports));
        }

        _transports = transports;
    }

    /// <summary>The names of those who race, such as <c>socket+paste</c>.</summary>
    public string Name => string.Join('+', _transports.Select(transport => transport.Name));

    /// <inheritdoc/>
    public async ValueTask<ICallbackSession> OpenAsync(CallbackSessionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<ICallbackSession> sessions = [];
        try
        {
            foreach (ICallbackTransport transport in _transports)
            {
                sessions.Add(await transport.OpenAsync(options, cancellationToken).ConfigureAwait(false));
                options = options with { RedirectUri = sessions[0].RedirectUri };
            }

            return new RacingCallbackSession(sessions);
        }
        catch
        {
            foreach (ICallbackSession session in sessions)
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }
}
