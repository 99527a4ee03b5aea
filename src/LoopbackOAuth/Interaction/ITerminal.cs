namespace LoopbackOAuth.Interaction;

/// <summary>The terminal a presenter talks on, as far as it needs one. Tests put their own in its place.</summary>
internal interface ITerminal
{
    /// <summary>Standard error.</summary>
    TextWriter Error { get; }

    /// <summary>Whether a line on standard error can be written over: a terminal that understands carriage return.</summary>
    bool CanRewriteLine { get; }

    /// <summary>Whether single keys can be read: standard input is a terminal of a known kind and this process is in its foreground.</summary>
    bool CanReadKeys { get; }

    /// <summary>Whether this process is in the foreground of its terminal. Others write there and must not be disturbed when it is not.</summary>
    bool IsForeground { get; }

    /// <summary>The number of columns.</summary>
    int Width { get; }

    /// <summary>Starts to read keys, without echo and without line editing, until the input is disposed.</summary>
    /// <returns>The input.</returns>
    ITerminalInput OpenInput();
}
