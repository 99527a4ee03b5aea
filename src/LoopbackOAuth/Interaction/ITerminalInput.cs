namespace LoopbackOAuth.Interaction;

/// <summary>Keys from a terminal. Disposing it ends every read and leaves the terminal's settings as they were.</summary>
internal interface ITerminalInput : IAsyncDisposable
{
    /// <summary>
    /// Reads everything that comes in one go: at least one byte, and then all that follows without a pause. This is how a paste
    /// is told from typing where the terminal does not mark it.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; nothing is lost by that.</param>
    /// <returns>The bytes, owned by the caller; none when the terminal is gone.</returns>
    ValueTask<byte[]> ReadBurstAsync(CancellationToken cancellationToken);

    /// <summary>Puts the settings for reading back, in case the process was stopped and continued and its shell changed them.</summary>
    void Refresh();
}
