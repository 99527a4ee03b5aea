namespace LoopbackOAuth.Providers;

/// <summary>How a provider hands over the result of a sign-in.</summary>
public enum SignInFlow
{
    /// <summary>A redirect to the loopback interface of the user's machine (RFC 8252). It needs a tunnel or a paste when the process runs elsewhere.</summary>
    Loopback,

    /// <summary>The provider shows a code on its own page and the user pastes it. No listener, no tunnel.</summary>
    PastedCode,

    /// <summary>The device authorization grant (RFC 8628). No listener, no tunnel.</summary>
    DeviceCode,

    /// <summary>A vendor's own user-code flow, shaped like the device authorization grant. No listener, no tunnel.</summary>
    UserCode,
}
