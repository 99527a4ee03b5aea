using System.Net.Sockets;

namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>
/// The port of a listener, looked at while that listener is there, so that it can be told later whether it is gone: the port
/// alone does not tell, because anybody may have got it since.
/// </summary>
internal sealed class WatchedPort
{
    private const int Attempts = 20;

    private static readonly TimeSpan LongestStray = TimeSpan.FromSeconds(1);

    private readonly Uri _redirectUri;
    private readonly ListeningSockets _watched;

    /// <param name="redirectUri">Where the listener is now.</param>
    public WatchedPort(Uri redirectUri)
    {
        _redirectUri = redirectUri;
        _watched = ListeningSockets.On(redirectUri);
    }

    /// <summary>
    /// Holds when the listener is gone. A connection that is still made, because a process that is being started has a copy of
    /// the socket until it runs its own program, must end without an answer.
    /// </summary>
    /// <param name="request">What is sent there.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="NonConformanceException">The listener is still there.</exception>
    public async Task CheckClosedAsync(string request, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                using RawPeer peer = await RawPeer.ConnectAsync(_redirectUri, cancellationToken).ConfigureAwait(false);
                await peer.SendAsync(request, cancellationToken).ConfigureAwait(false);
                string answer = await peer.ReadToEndAsync(cancellationToken).WaitAsync(LongestStray, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                if (answer.Length > 0 && IsOurs() is { } ours)
                {
                    Require(!ours, "Somebody still answers at the redirect URI after the end.");
                    return;
                }
            }
            catch (SocketException)
            {
                return;
            }
            catch (TimeoutException)
            {
                if (IsOurs() is { } ours)
                {
                    Require(!ours, "The port is still open after the end.");
                    return;
                }
            }
        }

        Require(IsOurs() is not true, "The port is still open after the end.");
    }

    // Null when nobody listens any more: whoever it was has gone meanwhile.
    private bool? IsOurs()
    {
        if (_watched.IsEmpty)
        {
            return true;
        }

        ListeningSockets now = ListeningSockets.On(_redirectUri);
        return now.HasAnyOf(_watched) ? true
            : now.IsEmpty ? null
            : false;
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new NonConformanceException(otherwise);
        }
    }
}
