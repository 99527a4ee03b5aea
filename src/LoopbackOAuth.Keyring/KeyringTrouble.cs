namespace LoopbackOAuth.Keyring;

/// <summary>Why a keyring cannot be used.</summary>
public enum KeyringTrouble
{
    /// <summary>It can be used.</summary>
    None,

    /// <summary>There is no keyring on this operating system.</summary>
    NotSupported,

    /// <summary>Linux: the library libsecret is not installed.</summary>
    NoLibrary,

    /// <summary>Linux: there is no D-Bus session, as over SSH, in a container or in a service.</summary>
    NoSession,

    /// <summary>Linux: there is a D-Bus session, and no Secret Service on it.</summary>
    NoService,

    /// <summary>It is locked, and nobody unlocked it.</summary>
    Locked,

    /// <summary>It gave no answer within <see cref="KeyringOptions.Timeout"/>; most often it waits for somebody to unlock it.</summary>
    NotResponding,

    /// <summary>It refused for another reason.</summary>
    Refused,

    /// <summary>The folder of the index cannot be used.</summary>
    Folder,
}
