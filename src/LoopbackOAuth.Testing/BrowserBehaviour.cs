namespace LoopbackOAuth.Testing;

/// <summary>
/// Something a browser, or the user in front of it, does beside following the redirect. A <see cref="ScriptedBrowser"/>
/// does what comes before the genuine callback in the order listed, and then what comes after it.
/// </summary>
public sealed record BrowserBehaviour
{
    private BrowserBehaviour(BrowserBehaviourKind kind, int count = 1)
    {
        Kind = kind;
        Count = count;
    }

    /// <summary>Asks for <c>/favicon.ico</c>, before the callback and after it. Afterwards the port may be closed already.</summary>
    public static BrowserBehaviour Favicon { get; } = new(BrowserBehaviourKind.Favicon);

    /// <summary>Prefetches the genuine callback URL (<c>Sec-Purpose: prefetch</c>) before it navigates there.</summary>
    public static BrowserBehaviour PrefetchFirst { get; } = new(BrowserBehaviourKind.PrefetchFirst);

    /// <summary>Something that checks links asks for the head of the genuine callback URL first.</summary>
    public static BrowserBehaviour HeadFirst { get; } = new(BrowserBehaviourKind.HeadFirst);

    /// <summary>Sends a preflight for the callback URL first, with the question about private networks.</summary>
    public static BrowserBehaviour OptionsFirst { get; } = new(BrowserBehaviourKind.OptionsFirst);

    /// <summary>Another page leads the browser to the callback URL with a wrong state and a wrong code first.</summary>
    public static BrowserBehaviour WrongStateFirst { get; } = new(BrowserBehaviourKind.WrongStateFirst);

    /// <summary>Another page leads the browser to the callback path with an error and no state first.</summary>
    public static BrowserBehaviour ErrorWithoutStateFirst { get; } = new(BrowserBehaviourKind.ErrorWithoutStateFirst);

    /// <summary>Delivers the genuine callback twice at the same time.</summary>
    public static BrowserBehaviour DoubleDelivery { get; } = new(BrowserBehaviourKind.DoubleDelivery);

    /// <summary>The user reloads the page after it was shown, at the address that is then in the address bar. The port may be closed already.</summary>
    public static BrowserBehaviour Reload { get; } = new(BrowserBehaviourKind.Reload);

    /// <summary>The user says no on the consent page. There is one only when the server asks.</summary>
    public static BrowserBehaviour Denies { get; } = new(BrowserBehaviourKind.Denies);

    /// <summary>The user looks at the first page of the authorization server and leaves it there.</summary>
    public static BrowserBehaviour StopsAtConsent { get; } = new(BrowserBehaviourKind.StopsAtConsent);

    /// <summary>The user agrees and closes the tab before the redirect is followed.</summary>
    public static BrowserBehaviour NeverCallsBack { get; } = new(BrowserBehaviourKind.NeverCallsBack);

    /// <summary>What it does.</summary>
    public BrowserBehaviourKind Kind { get; }

    /// <summary>How many of them; 1 except for <see cref="IdleConnections"/>.</summary>
    public int Count { get; }

    /// <summary>Opens connections to the port and sends nothing over them until the script is over, as a preconnect does.</summary>
    /// <param name="count">How many, 1 to 1000.</param>
    /// <returns>The behaviour.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is outside the range.</exception>
    public static BrowserBehaviour IdleConnections(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1000);
        return new BrowserBehaviour(BrowserBehaviourKind.IdleConnections, count);
    }
}
