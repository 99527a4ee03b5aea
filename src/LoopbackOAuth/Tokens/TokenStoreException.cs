using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>A token store could not do what it was asked, and lost nothing by it.</summary>
public sealed class TokenStoreException : LoopbackOAuthException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">A stable code in snake case, such as <c>store_unreadable</c>.</param>
    /// <param name="message">What is wrong, naming the place.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="innerException">What the operating system said.</param>
    public TokenStoreException(string code, string message, string remedy, Exception? innerException = null)
        : base(code, message, remedy, innerException)
    {
    }
}
