using System.Runtime.Versioning;
using System.Text;

namespace LoopbackOAuth.Interaction;

/// <summary>
/// Reads keys from a Windows console by looking at it now and then: a console read that has begun cannot be ended, and
/// would take the user's next line after the sign-in. There is no setting to put back.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsTerminalInput(TimeProvider timeProvider) : ITerminalInput
{
    private const char ControlZ = '\u001a';
    private const char ControlD = '\u0004';

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public async ValueTask<byte[]> ReadBurstAsync(CancellationToken cancellationToken)
    {
        StringBuilder keys = new();
        using PeriodicTimer timer = new(s_interval, timeProvider);
        while (true)
        {
            int before = keys.Length;
            try
            {
                while (Console.KeyAvailable)
                {
                    char key = Console.ReadKey(intercept: true).KeyChar;
                    keys.Append(key is ControlZ ? ControlD : key);
                }
            }
            catch (InvalidOperationException)
            {
                // Standard input is no console any more.
                return [];
            }

            // One round without a key ends the burst, so that a paste is taken whole.
            if (keys.Length > 0 && keys.Length == before)
            {
                return Encoding.UTF8.GetBytes(keys.ToString());
            }

            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Refresh()
    {
        // Nothing was changed.
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
