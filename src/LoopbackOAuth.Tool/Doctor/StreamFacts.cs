namespace LoopbackOAuth.Tool.Doctor;

/// <summary>What the standard streams of this process are.</summary>
/// <param name="Input">Whether standard input is a terminal.</param>
/// <param name="Output">Whether standard output is.</param>
/// <param name="Error">Whether standard error is.</param>
internal sealed record StreamFacts(bool Input, bool Output, bool Error)
{
    public static StreamFacts OfThisProcess() => new(!Console.IsInputRedirected, !Console.IsOutputRedirected, !Console.IsErrorRedirected);
}
