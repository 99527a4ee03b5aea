namespace LoopbackOAuth.Interaction;

/// <summary>A command for the user's own computer that brings the browser's request to a listener on this host.</summary>
/// <param name="Line">The whole command, the program's name first.</param>
/// <param name="Placeholders">The words in it that the user must replace, such as <c>user and remote-host</c>; empty when there are none.</param>
internal sealed record ForwardCommand(string Line, string Placeholders = "")
{
    /// <summary>The program that forwards.</summary>
    public string Program => Line[..Line.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>Whether it is plain ssh to a host, so that a jump box may lie between and nothing is printed while it works.</summary>
    public bool IsSsh => Program == "ssh";
}
