namespace LoopbackOAuth.Environments;

/// <summary>A way for the result of a sign-in to reach the process.</summary>
public enum SignInChannel
{
    /// <summary>The listener on the loopback interface.</summary>
    Loopback,

    /// <summary>The user pastes the address the browser was sent to.</summary>
    Paste,

    /// <summary>The device authorization grant (RFC 8628), where the provider has it.</summary>
    Device,
}
