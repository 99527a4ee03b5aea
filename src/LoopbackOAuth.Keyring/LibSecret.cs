using System.Runtime.InteropServices;

namespace LoopbackOAuth.Keyring;

/// <summary>The one call that the extension library does not make: libsecret keeps its session with the Secret Service for the life of the process, and a service that was started anew knows it no more.</summary>
internal static partial class LibSecret
{
    internal const string Library = "libsecret-1.so.0";

    /// <summary>Lets go of the session, so that the next call opens a new one.</summary>
    [LibraryImport(Library, EntryPoint = "secret_service_disconnect")]
    internal static partial void Disconnect();
}
