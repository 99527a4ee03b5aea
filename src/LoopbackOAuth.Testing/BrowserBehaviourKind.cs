namespace LoopbackOAuth.Testing;

/// <summary>The kinds of <see cref="BrowserBehaviour"/>, which documents each.</summary>
public enum BrowserBehaviourKind
{
    /// <summary><see cref="BrowserBehaviour.Favicon"/>.</summary>
    Favicon,

    /// <summary><see cref="BrowserBehaviour.PrefetchFirst"/>.</summary>
    PrefetchFirst,

    /// <summary><see cref="BrowserBehaviour.HeadFirst"/>.</summary>
    HeadFirst,

    /// <summary><see cref="BrowserBehaviour.OptionsFirst"/>.</summary>
    OptionsFirst,

    /// <summary><see cref="BrowserBehaviour.WrongStateFirst"/>.</summary>
    WrongStateFirst,

    /// <summary><see cref="BrowserBehaviour.ErrorWithoutStateFirst"/>.</summary>
    ErrorWithoutStateFirst,

    /// <summary><see cref="BrowserBehaviour.IdleConnections"/>.</summary>
    IdleConnections,

    /// <summary><see cref="BrowserBehaviour.DoubleDelivery"/>.</summary>
    DoubleDelivery,

    /// <summary><see cref="BrowserBehaviour.Reload"/>.</summary>
    Reload,

    /// <summary><see cref="BrowserBehaviour.Denies"/>.</summary>
    Denies,

    /// <summary><see cref="BrowserBehaviour.StopsAtConsent"/>.</summary>
    StopsAtConsent,

    /// <summary><see cref="BrowserBehaviour.NeverCallsBack"/>.</summary>
    NeverCallsBack,
}
