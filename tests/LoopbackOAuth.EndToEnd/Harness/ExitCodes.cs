namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>The tool's exit codes.</summary>
internal static class ExitCodes
{
    public const int SignedIn = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int TimedOut = 3;
    public const int Denied = 4;
    public const int TryAgainLater = 5;
    public const int SignInRequired = 6;
    public const int Interrupted = 130;
}
