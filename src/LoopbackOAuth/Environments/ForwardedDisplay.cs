namespace LoopbackOAuth.Environments;

/// <summary>Tells a display that sshd made from one of this host.</summary>
internal static class ForwardedDisplay
{
    private const string Host = "localhost:";

    /// <summary>Whether a value of <c>DISPLAY</c> is <c>localhost:10</c> or above, which is where sshd begins; a desktop of this host is <c>:0</c>.</summary>
    public static bool Matches(string display)
    {
        if (!display.StartsWith(Host, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> number = display.AsSpan(Host.Length);
        int screen = number.IndexOf('.');
        if (screen >= 0)
        {
            ReadOnlySpan<char> screenNumber = number[(screen + 1)..];
            if (screenNumber.IsEmpty || screenNumber.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            number = number[..screen];
        }

        return number.Length is >= 2 and <= 5 && number[0] != '0' && !number.ContainsAnyExceptInRange('0', '9');
    }
}
