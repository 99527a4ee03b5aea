using System.Runtime.CompilerServices;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

/// <summary>A test of what only Linux can be asked about; skipped visibly elsewhere, and ended when it hangs.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Timeout = 30_000;
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Needs Linux.";
        }
    }
}
