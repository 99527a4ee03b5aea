namespace LoopbackOAuth.Diagnostics;

/// <summary>
/// Misuse or misconfiguration that the caller must mend. What a user, a browser or an authorization server does is
/// never an exception: it is an outcome.
/// </summary>
public abstract class LoopbackOAuthException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">A stable code in snake case.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="remedy">What to do about it, in one sentence.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    private protected LoopbackOAuthException(string code, string message, string remedy, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        Remedy = remedy;
    }

    /// <summary>A stable code in snake case, such as <c>unknown_provider</c>.</summary>
    public string Code { get; }

    /// <summary>What to do about it, in one sentence.</summary>
    public string Remedy { get; }
}
