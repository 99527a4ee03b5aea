namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>What the user said about the ssh connection; everything else is in their own ssh configuration.</summary>
internal sealed record SshRequest
{
    public required SshHost Destination { get; init; }

    public IReadOnlyList<SshHost> Jumps { get; init; } = [];

    public IReadOnlyList<string> Identities { get; init; } = [];

    public string? ConfigurationFile { get; init; }

    /// <summary>Values of <c>-o</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
