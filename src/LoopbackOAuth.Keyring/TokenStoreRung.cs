namespace LoopbackOAuth.Keyring;

/// <summary>A rung of the <see cref="TokenStoreLadder"/>.</summary>
public enum TokenStoreRung
{
    /// <summary>The keyring of the operating system.</summary>
    Keyring,

    /// <summary>Private files, not encrypted.</summary>
    PrivateFile,
}
