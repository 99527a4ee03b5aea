namespace LoopbackOAuth.Environments;

/// <summary>What the paths that VS Code and editors made from it put into a terminal's variables tell.</summary>
internal static class EditorHelper
{
    /// <summary>Whether a value of <c>BROWSER</c> is the helper of a remote editor, which opens the page on the user's own computer.</summary>
    public static bool IsBrowser(ReadOnlySpan<char> value) =>
        value.Contains("/bin/helpers/browser", StringComparison.Ordinal);

    /// <summary>
    /// Whether a path lies in an editor's server that <c>code tunnel</c> installed (<c>~/.vscode/cli/servers/...</c>).
    /// Remote-SSH keeps its own below <c>~/.vscode-server</c>, also where that one has a folder named <c>cli</c>, and
    /// <c>code serve-web</c> in <c>~/.vscode/cli/serve-web</c>.
    /// </summary>
    public static bool IsTunnel(string path)
    {
        int cli = path.IndexOf("/cli/servers/", StringComparison.Ordinal);
        if (cli <= 0)
        {
            return false;
        }

        ReadOnlySpan<char> folder = path.AsSpan(0, cli);
        folder = folder[(folder.LastIndexOf('/') + 1)..];
        return folder.StartsWith(".", StringComparison.Ordinal) && !folder.EndsWith("-server", StringComparison.Ordinal);
    }
}
