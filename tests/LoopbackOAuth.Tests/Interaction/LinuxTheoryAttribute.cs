using System.Runtime.CompilerServices;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

/// <summary>A theory about real programs and terminals, run where the calls of Linux are there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Timeout = 30_000;
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Needs Linux.";
        }
    }
}
