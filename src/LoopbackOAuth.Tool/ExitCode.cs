using LoopbackOAuth.Tokens;

namespace LoopbackOAuth.Tool;

/// <summary>The exit codes of the tool, part of its contract with scripts.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int TimedOut = 3;
    public const int Denied = 4;
    public const int TryAgainLater = 5;
    public const int SignInRequired = 6;
    public const int Interrupted = 130;

    public static int For(AuthorizationOutcome outcome) => outcome switch
    {
        AuthorizationOutcome.Succeeded => Success,
        AuthorizationOutcome.TimedOut => TimedOut,
        AuthorizationOutcome.Denied => Denied,
        AuthorizationOutcome.Cancelled { Code: "cancelled" } => Interrupted,
        _ => Failed,
    };

    public static int For(AccessTokenResult result) => result switch
    {

        // There is a token, but when this process ends nobody can refresh it any more.
        AccessTokenResult.Available { IsStored: false } => Failed,
        AccessTokenResult.Available => Success,
        AccessTokenResult.TemporarilyUnavailable => TryAgainLater,
        AccessTokenResult.SignInRequired => SignInRequired,
        _ => Failed,
    };
}
