namespace LoopbackOAuth.Interaction;

/// <summary>The terminal of this process.</summary>
internal sealed class ConsoleTerminal(TimeProvider timeProvider) : ITerminal
{
    private const int StandardInput = 0;
    private const int DefaultWidth = 80;

    /// <inheritdoc/>
    public TextWriter Error => Console.Error;

    /// <inheritdoc/>
    public bool CanRewriteLine =>
        !Console.IsErrorRedirected && !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool CanReadKeys
    {
        get
        {
            if (Console.IsInputRedirected || OwnedTerminalInput.IsTaken)
            {
                return false;
            }

            return OperatingSystem.IsWindows() || (TerminalLayout.Current is not null && IsForeground);
        }
    }

    /// <inheritdoc/>
    public bool IsForeground => OperatingSystem.IsWindows() || Console.IsInputRedirected || RawMode.IsForeground(StandardInput);

    /// <inheritdoc/>
    public int Width
    {
        get
        {
            try
            {
                int width = Console.WindowWidth;
                return width > 0 ? width : DefaultWidth;
            }
            catch (Exception e) when (e is IOException or PlatformNotSupportedException)
            {
                return DefaultWidth;
            }
        }
    }

    /// <inheritdoc/>
    public ITerminalInput OpenInput() => OwnedTerminalInput.Open(() => OperatingSystem.IsWindows()
        ? new WindowsTerminalInput(timeProvider)
        : new UnixTerminalInput(StandardInput, Error));
}
