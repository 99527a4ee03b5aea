#pragma warning disable CA1050, MA0047 // The runtime looks for this name in no namespace.
/// <summary>Loaded into the tool by <c>DOTNET_STARTUP_HOOKS</c>: throws where nobody catches, as soon as a file named <c>crash</c> is in the home folder.</summary>
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    private static Timer? s_timer;

    public static void Initialize()
    {
        var signal = Path.Combine(Environment.GetEnvironmentVariable("HOME")!, "crash");
        s_timer = new Timer(_ => CrashIf(File.Exists(signal)), null, 100, 100);
    }

    private static void CrashIf(bool condition)
    {
        if (condition)
        {
            s_timer?.Dispose();
            throw new InvalidOperationException("Thrown where nobody catches.");
        }
    }
}
