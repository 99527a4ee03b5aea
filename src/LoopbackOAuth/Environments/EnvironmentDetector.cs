namespace LoopbackOAuth.Environments;

/// <summary>One row of <see cref="EnvironmentTable"/>: what gives an environment away, and what works in it.</summary>
/// <param name="Id">One of <see cref="EnvironmentIds"/>. Several rows share one where the way in makes a difference.</param>
/// <param name="When">What must be seen.</param>
/// <param name="CanOpenBrowser">Whether a browser opened from here is seen by the user, unless <c>BROWSER</c> says otherwise.</param>
/// <param name="Loopback">Whether the user's browser reaches the loopback interface.</param>
/// <param name="Channels">The channels in the order of use. Paste is dropped where standard input is no terminal.</param>
/// <param name="Rule">Why, in a sentence or two.</param>
internal sealed record EnvironmentDetector(
    string Id,
    EnvironmentCondition When,
    bool CanOpenBrowser,
    LoopbackReachability Loopback,
    SignInChannel[] Channels,
    string Rule)
{
    /// <summary>What sets this row apart from others with the same id; <see langword="null"/> where nothing needs to be said.</summary>
    public string? Case { get; init; }

    /// <summary>Whether variables alone settle it, so that nothing else is looked for: not the shell's ancestors, not what tmux knows.</summary>
    public bool IsSettled { get; init; }

    /// <summary>Whether it is what is left when nothing weightier holds; it is never among what holds beside another.</summary>
    public bool IsLeftOver { get; init; }

    /// <summary>Where the row's facts come from.</summary>
    public EvidenceSource Source { get; init; }
}
