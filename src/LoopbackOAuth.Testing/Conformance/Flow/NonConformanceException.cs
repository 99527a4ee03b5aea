namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>The transport did something it must not, or not what it must. It never leaves the suite.</summary>
internal sealed class NonConformanceException(string message) : Exception(message);
