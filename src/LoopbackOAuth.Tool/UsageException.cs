namespace LoopbackOAuth.Tool;

/// <summary>The command line contradicts itself in a way the parser cannot see.</summary>
internal sealed class UsageException(string message, string remedy) : Exception(message)
{
    public string Remedy { get; } = remedy;
}
