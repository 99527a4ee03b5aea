using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>How a script's sign-in differs from the usual one.</summary>
internal sealed record FlowSettings
{
    public static FlowSettings Default { get; } = new();

    public static FlowSettings ForFormPost { get; } = new() { FormPost = true };

    /// <summary>Whether the session is opened for form posts.</summary>
    public bool FormPost { get; init; }

    /// <summary>The origins whose scripts may deliver.</summary>
    public IReadOnlyList<string> CallbackOrigins { get; init; } = [];

    /// <summary>The clock of the sign-in and of the transport; the system's when there is none.</summary>
    public ManualTimeProvider? Clock { get; init; }

    /// <summary>Whether the paste prompt races the transport.</summary>
    public bool WithPaste { get; init; }

    /// <summary>The transport, when the script has one already.</summary>
    public ICallbackTransport? Transport { get; init; }
}
