namespace LoopbackOAuth.Environments;

/// <summary>One row of <see cref="EnvironmentTable"/>: what gives an environment away, and what works in it.</summary>
/// <param name="Id">One of <see cref="EnvironmentIds"/>.</param>
/// <param name="Signals">The names of the signals seen. The environment holds when there is at least one.</param>
/// <param name="CanOpenBrowser">Whether a browser opened from here is seen by the user, unless <c>BROWSER</c> says otherwise.</param>
/// <param name="Loopback">Whether the user's browser reaches the loopback interface.</param>
/// <param name="Channels">The channels in the order of use. Paste is dropped where standard input is no terminal.</param>
/// <param name="Rule">Why, in one sentence.</param>
internal sealed record EnvironmentDetector(
    string Id,
    Func<EnvironmentSnapshot, string[]> Signals,
    bool CanOpenBrowser,
    LoopbackReachability Loopback,
    SignInChannel[] Channels,
    string Rule);
