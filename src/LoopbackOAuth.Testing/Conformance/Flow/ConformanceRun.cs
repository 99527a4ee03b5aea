using LoopbackOAuth.Providers;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>One run of one script against one transport.</summary>
internal sealed class ConformanceRun(Func<ICallbackTransport> create, ConformanceOptions options, CancellationToken cancellationToken)
{
    public ConformanceOptions Options => options;

    public Patience Patience { get; } = new(options.Patience, cancellationToken);

    public ICallbackTransport CreateTransport(TimeProvider? clock = null) =>
        (clock is null ? create() : options.CreateWithClock!(clock)) ?? throw new NonConformanceException("No transport was created.");

    /// <summary>Starts a sign-in over the transport and waits until its session runs.</summary>
    public async Task<ConformanceFlow> StartAsync(FlowSettings? settings = null)
    {
        var flow = new ConformanceFlow(this, settings ?? FlowSettings.Default);
        try
        {
            await flow.StartAsync().ConfigureAwait(false);
            return flow;
        }
        catch
        {
            await flow.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens a session without a sign-in.</summary>
    public async Task<ICallbackSession> OpenAsync(PortPolicy? port = null)
    {
        try
        {
            return await OpenPlainlyAsync(port ?? options.Redirect.Port).ConfigureAwait(false);
        }
        catch (CallbackTransportException exception) when (IsOutOfReach(exception.Code))
        {
            throw new NotApplicableException(exception.Message);
        }
    }

    /// <summary>Opens a session without a sign-in; what the transport throws comes out as it is.</summary>
    public Task<ICallbackSession> OpenPlainlyAsync(PortPolicy port) => Patience.ForAsync(
        CreateTransport().OpenAsync(new CallbackSessionOptions { Redirect = options.Redirect with { Port = port } }, Patience.CancellationToken).AsTask(),
        "The session was not opened.");

    /// <summary>Whether a failure to open says that the transport, or this machine, cannot serve such a redirect URI at all.</summary>
    public static bool IsOutOfReach(string code) => code is "transport_not_supported" or "address_unavailable";
}
