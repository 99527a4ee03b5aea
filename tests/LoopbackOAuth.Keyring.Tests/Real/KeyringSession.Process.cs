namespace LoopbackOAuth.Keyring.Tests.Real;

/// <content>Processes of this test program.</content>
internal sealed partial class KeyringSession
{
    /// <summary>Starts a process in the session.</summary>
    internal KeyringProcess Process(TimeSpan? timeout = null, string? folder = null) => KeyringProcess.Start(folder ?? Folder, _environment, timeout ?? TimeSpan.FromSeconds(20));
}
