namespace LoopbackOAuth.Diagnostics;

/// <summary>
/// Whether anybody can be listening. The types that listeners use are in an assembly of their own; a process that has not loaded it has none, and loading it only to
/// find that out costs a program that starts about 10 ms.
/// </summary>
internal static class TelemetryGate
{
    private const string Assembly = "System.Diagnostics.DiagnosticSource,";

    private static volatile bool s_isOpen;

    public static bool IsOpen => s_isOpen || Look();

    private static bool Look()
    {
        foreach (System.Reflection.Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.FullName?.StartsWith(Assembly, StringComparison.Ordinal) == true)
            {
                s_isOpen = true;
                return true;
            }
        }

        return false;
    }
}
