namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>A tunnel as the user wants it.</summary>
internal sealed record TunnelRequest
{
    public required SshRequest Ssh { get; init; }

    public required PortChoice Choice { get; init; }

    /// <summary>How long it may stay open.</summary>
    public required TimeSpan Limit { get; init; }
}
