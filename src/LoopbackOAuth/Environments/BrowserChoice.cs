namespace LoopbackOAuth.Environments;

/// <summary>What <c>BROWSER</c> asks for.</summary>
internal enum BrowserChoice
{
    /// <summary>It is not set.</summary>
    None,

    /// <summary>A program that shows a window.</summary>
    Graphical,

    /// <summary>The helper of a remote editor, which opens the page on the user's own computer.</summary>
    EditorHelper,

    /// <summary>Only programs that draw in the terminal, or that show nothing: no browser is wanted.</summary>
    NoWindow,
}
