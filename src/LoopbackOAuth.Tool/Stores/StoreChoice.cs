namespace LoopbackOAuth.Tool.Stores;

/// <summary>Where the user wants tokens to be kept.</summary>
internal enum StoreChoice
{
    /// <summary>Private files. Nothing of the keyring is loaded.</summary>
    File,

    /// <summary>The keyring and nothing else: where it cannot be used, that is an error.</summary>
    Keyring,

    /// <summary>The keyring where it can be used, otherwise private files, which is said each time.</summary>
    KeyringOrFile,
}
