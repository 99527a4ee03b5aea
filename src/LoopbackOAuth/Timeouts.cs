using LoopbackOAuth.Providers;

namespace LoopbackOAuth;

/// <summary>Holds every waiting time to its legal range.</summary>
internal static class Timeouts
{
    public static TimeSpan Checked(TimeSpan timeout, string parameterName) =>
        TimeoutRange.Contains(timeout)
            ? timeout
            : throw new ArgumentOutOfRangeException(parameterName, timeout, "The timeout must be between 1 second and 1 hour.");
}
