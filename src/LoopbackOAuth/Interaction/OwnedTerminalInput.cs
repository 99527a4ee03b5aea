namespace LoopbackOAuth.Interaction;

/// <summary>
/// The keys of this process's terminal, which one conversation at a time may have: two would take each other's pastes,
/// and the second would take the raw settings of the first for those to put back.
/// </summary>
internal sealed class OwnedTerminalInput : ITerminalInput
{
    private static int s_taken;

    private readonly ITerminalInput _input;
    private int _isReleased;

    private OwnedTerminalInput(ITerminalInput input) => _input = input;

    /// <summary>Whether a conversation has the keys.</summary>
    public static bool IsTaken => Volatile.Read(ref s_taken) != 0;

    /// <exception cref="IOException">Another conversation has the keys, or the terminal cannot give them.</exception>
    public static OwnedTerminalInput Open(Func<ITerminalInput> open)
    {
        if (Interlocked.Exchange(ref s_taken, 1) != 0)
        {
            throw new IOException("Another sign-in of this process reads the terminal.");
        }

        try
        {
            return new OwnedTerminalInput(open());
        }
        catch
        {
            Volatile.Write(ref s_taken, 0);
            throw;
        }
    }

    public ValueTask<byte[]> ReadBurstAsync(CancellationToken cancellationToken) => _input.ReadBurstAsync(cancellationToken);

    public void Refresh() => _input.Refresh();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _input.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            {
                Volatile.Write(ref s_taken, 0);
            }
        }
    }
}
