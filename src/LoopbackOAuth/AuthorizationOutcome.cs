using LoopbackOAuth.Protocol;

namespace LoopbackOAuth;

/// <summary>How a sign-in ended. The set is closed: it is one of the nested types and nothing else.</summary>
public abstract partial class AuthorizationOutcome
{
    private protected AuthorizationOutcome(string kind, string code, string cause, string remedy, OAuthError? serverError = null)
    {
        Kind = kind;
        Code = code;
        Cause = cause;
        Remedy = remedy;
        ServerError = serverError;
    }

    /// <summary>The kind of ending, stable and in snake case: <c>succeeded</c>, <c>denied</c>, <c>timed_out</c>, <c>cancelled</c>,
    /// <c>listener_unavailable</c>, <c>browser_unavailable</c>, <c>rejected</c> or <c>exchange_failed</c>.</summary>
    public string Kind { get; }

    /// <summary>A stable code in snake case that says more than the kind; the server's own <c>error</c> when it gave one.</summary>
    public string Code { get; }

    /// <summary>What happened, in one sentence.</summary>
    public string Cause { get; }

    /// <summary>What to do about it, in one sentence; empty after a success.</summary>
    public string Remedy { get; }

    /// <summary>The authorization server's error as received, when it gave one. Its texts are untrusted.</summary>
    public OAuthError? ServerError { get; }

    /// <summary>The kind, the code and the cause. It holds no secret.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Kind} ({Code}): {Cause}";
}
