using System.Runtime.InteropServices;

namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>The end of the terminal (SIGHUP) and SIGQUIT are what Ctrl+C is, so that ssh never stays behind. The command line itself heeds SIGINT and SIGTERM.</summary>
internal sealed class HangUp : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _registrations;

    public HangUp(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, Heard))];
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Heard(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }
}
