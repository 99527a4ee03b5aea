namespace LoopbackOAuth.Keyring;

/// <summary>What to do where the keyring cannot be used. An encrypted file is no choice: its key would lie beside it.</summary>
public enum KeyringFallback
{
    /// <summary>Nothing: using the store is the error <c>keyring_unavailable</c>.</summary>
    None,

    /// <summary>Private files that are not encrypted: the <see cref="Tokens.FileTokenStore"/>, mode 0600.</summary>
    PrivateFile,
}
