namespace LoopbackOAuth.Tool.Stores;

/// <summary>The words of <see cref="StoreChoice"/>.</summary>
internal static class StoreChoices
{
    internal const string Variable = "LOOPBACK_OAUTH_STORE";

    private const string File = "file";
    private const string Keyring = "keyring";
    private const string KeyringOrFile = "keyring-or-file";

    /// <summary>What the environment says.</summary>
    /// <exception cref="UsageException">It says something else.</exception>
    internal static StoreChoice OfEnvironment() => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <exception cref="UsageException">It is none of the words.</exception>
    internal static StoreChoice Parse(string? word) => word switch
    {
        null or "" or File => StoreChoice.File,
        Keyring => StoreChoice.Keyring,
        KeyringOrFile => StoreChoice.KeyringOrFile,

        // A wrong guess would put tokens where the user does not want them. The value is not repeated: nobody knows what it is.
        _ => throw new UsageException(
            $"The environment variable {Variable} has a value that is not legal.",
            $"Set it to {File} (the default), {Keyring} or {KeyringOrFile}."),
    };

    internal static string Word(StoreChoice choice) => choice switch
    {
        StoreChoice.Keyring => Keyring,
        StoreChoice.KeyringOrFile => KeyringOrFile,
        _ => File,
    };
}
