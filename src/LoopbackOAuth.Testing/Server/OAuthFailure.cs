namespace LoopbackOAuth.Testing.Server;

/// <summary>A protocol error.</summary>
/// <param name="Error">The error code.</param>
/// <param name="Description">The words.</param>
internal sealed record OAuthFailure(string Error, string Description);
