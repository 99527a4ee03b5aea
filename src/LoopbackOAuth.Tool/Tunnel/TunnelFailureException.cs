namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>The tunnel cannot be, or be any longer.</summary>
internal sealed class TunnelFailureException(TunnelFailure failure) : Exception(failure.Message)
{
    public TunnelFailure Failure { get; } = failure;
}
