namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>A script found that it says nothing about this transport, on this machine. It never leaves the suite.</summary>
internal sealed class NotApplicableException(string message) : Exception(message);
