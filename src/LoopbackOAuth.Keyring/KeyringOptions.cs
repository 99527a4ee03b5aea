namespace LoopbackOAuth.Keyring;

/// <summary>Settings of <see cref="KeyringTokenStore"/> and <see cref="TokenStoreLadder"/>.</summary>
public sealed class KeyringOptions
{
    /// <summary>The service name under which the items lie. Programs with the same one see the same entries. Give your own program its own.</summary>
    /// <value>The default is <c>loopback-oauth</c>. Legal are 1 to 64 ASCII letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, beginning with a letter or a digit.</value>
    public string Service { get; set; } = "loopback-oauth";

    /// <summary>The folder of the index, which says which entries there are and holds no token; of the locks; and of the files of <see cref="KeyringFallback.PrivateFile"/>.</summary>
    /// <value>The default is <see langword="null"/>: the folder of <see cref="Tokens.FileTokenStore.CreateDefault"/>. Legal is an absolute path.</value>
    public string? Folder { get; set; }

    /// <summary>What <see cref="TokenStoreLadder"/> does where the keyring cannot be used.</summary>
    /// <value>The default is <see cref="KeyringFallback.None"/>: nothing falls back unasked.</value>
    public KeyringFallback Fallback { get; set; }

    /// <summary>How long one use of the keyring may take, the time somebody needs to unlock it included.</summary>
    /// <value>The default is 30 seconds. Legal is 1 second to 10 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
