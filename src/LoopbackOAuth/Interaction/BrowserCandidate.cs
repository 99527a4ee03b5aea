namespace LoopbackOAuth.Interaction;

/// <summary>One way to open the browser.</summary>
/// <param name="File">A program, by absolute path or by a name to look up; the URL itself when <paramref name="IsShellExecute"/>.</param>
/// <param name="Arguments">Its arguments, each one argument as it stands.</param>
/// <param name="IsShellExecute">Whether Windows is asked to open the URL by its association, which involves no command line.</param>
/// <param name="Browsers">What the program finds in <c>BROWSER</c> instead of the user's value; <see langword="null"/> leaves that.</param>
internal sealed record BrowserCandidate(string File, IReadOnlyList<string> Arguments, bool IsShellExecute = false, string? Browsers = null);
