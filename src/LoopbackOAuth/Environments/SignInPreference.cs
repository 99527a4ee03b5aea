namespace LoopbackOAuth.Environments;

/// <summary>What the user asked for by the variables <c>LOOPBACK_OAUTH_MODE</c> and <c>NO_BROWSER</c>.</summary>
public enum SignInPreference
{
    /// <summary>Nothing: <c>BROWSER</c> and what is detected decide.</summary>
    None,

    /// <summary>Open a browser, whatever is detected (<c>LOOPBACK_OAUTH_MODE=browser</c>).</summary>
    Browser,

    /// <summary>Open no browser; print the URL and wait (<c>LOOPBACK_OAUTH_MODE=no-browser</c>, or <c>NO_BROWSER</c> set).</summary>
    NoBrowser,

    /// <summary>Open no browser and no listener; ask for a paste (<c>LOOPBACK_OAUTH_MODE=paste</c>).</summary>
    ManualPaste,

    /// <summary><c>LOOPBACK_OAUTH_MODE</c> has a value that means nothing; the sign-in stops and says so.</summary>
    Invalid,
}
