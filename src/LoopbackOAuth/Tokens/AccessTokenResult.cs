using LoopbackOAuth.Protocol;

namespace LoopbackOAuth.Tokens;

/// <summary>What came of asking for an access token. The set is closed: it is one of the nested types and nothing else.</summary>
public abstract partial class AccessTokenResult
{
    private protected AccessTokenResult(string kind, string code, string cause, string remedy, OAuthError? serverError)
    {
        Kind = kind;
        Code = code;
        Cause = cause;
        Remedy = remedy;
        ServerError = serverError;
    }

    /// <summary>The kind, stable and in snake case: <c>available</c>, <c>sign_in_required</c>, <c>temporarily_unavailable</c> or <c>failed</c>.</summary>
    public string Kind { get; }

    /// <summary>A stable code in snake case that says more than the kind; the server's own <c>error</c> when it gave one.</summary>
    public string Code { get; }

    /// <summary>What happened, in one sentence.</summary>
    public string Cause { get; }

    /// <summary>What to do about it, in one sentence; empty when there is a token.</summary>
    public string Remedy { get; }

    /// <summary>The authorization server's error as received, when it gave one. Its texts are untrusted and hold none of the request's secrets.</summary>
    public OAuthError? ServerError { get; }

    /// <summary>The kind, the code and the cause. It holds no secret.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Kind} ({Code}): {Cause}";
}
