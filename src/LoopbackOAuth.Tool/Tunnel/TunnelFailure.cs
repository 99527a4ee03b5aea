namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>Why there is no tunnel: a stable code, what happened, and what to do.</summary>
internal sealed record TunnelFailure(string Code, string Message, string Remedy);
