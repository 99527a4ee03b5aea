using System.Net.Sockets;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>
/// Holds when nobody listens any more. A connection that is still made, because a process that is being started has a
/// copy of the socket until it runs its own program, must end without an answer.
/// </summary>
internal static class ClosedPort
{
    private const int Attempts = 20;

    private static readonly TimeSpan LongestStray = TimeSpan.FromSeconds(1);

    /// <param name="redirectUri">Where somebody listened.</param>
    /// <param name="request">What is sent there.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="NonConformanceException">Somebody is there.</exception>
    public static async Task CheckAsync(Uri redirectUri, string request, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                using RawPeer peer = await RawPeer.ConnectAsync(redirectUri, cancellationToken).ConfigureAwait(false);
                await peer.SendAsync(request, cancellationToken).ConfigureAwait(false);
                string answer = await peer.ReadToEndAsync(cancellationToken).WaitAsync(LongestStray, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                if (answer.Length > 0)
                {
                    throw new NonConformanceException("Somebody still answers at the redirect URI after the end.");
                }
            }
            catch (SocketException)
            {
                return;
            }
            catch (TimeoutException)
            {
                break;
            }
        }

        throw new NonConformanceException("The port is still open after the end.");
    }
}
