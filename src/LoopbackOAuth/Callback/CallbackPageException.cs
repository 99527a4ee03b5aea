using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Callback;

/// <summary>A page of the caller's own cannot be used. Its code is <c>callback_page</c>.</summary>
public sealed class CallbackPageException : LoopbackOAuthException
{
    internal CallbackPageException(string problem, string remedy)
        : base("callback_page", problem, remedy)
    {
    }

    internal CallbackPageException(CallbackPageKind page, string problem, string remedy)
        : this($"The page {page}: {problem}", remedy) => Page = page;

    /// <summary>The page that is wrong; <see langword="null"/> when it is not about a single one.</summary>
    public CallbackPageKind? Page { get; }
}
