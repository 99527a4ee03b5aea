namespace LoopbackOAuth.Transports;

/// <summary>
/// The connections of one session, oldest first and bounded. Browsers open connections ahead of need, and a local process
/// may open many; neither may keep the one out that brings the response.
/// </summary>
internal sealed class ConnectionList
{
    private const int MostConnections = 32;

    private readonly List<CallbackConnection> _connections = [];
    private readonly object _gate = new();
    private readonly TaskCompletionSource _allGone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;

    /// <summary>Ends when the list is closed and empty.</summary>
    public Task AllGone => _allGone.Task;

    /// <summary>Takes in a connection, for which another may have to go.</summary>
    /// <returns>Whether it may be served.</returns>
    public bool Add(CallbackConnection connection)
    {
        CallbackConnection? victim = null;
        lock (_gate)
        {
            if (_closed || (_connections.Count >= MostConnections && (victim = Victim()) is null))
            {
                return false;
            }

            if (victim is not null)
            {
                // At once, and not when it has ended: or the next to come would find it again, and the list would grow.
                _connections.Remove(victim);
            }

            _connections.Add(connection);
        }

        victim?.Cut();
        return true;
    }

    public void Remove(CallbackConnection connection)
    {
        lock (_gate)
        {
            _connections.Remove(connection);
            EndIfGone();
        }
    }

    /// <summary>Takes nothing new, and cuts some of those that are there; they are not waited for.</summary>
    public void Close(Predicate<CallbackConnection> cut)
    {
        List<CallbackConnection> victims;
        lock (_gate)
        {
            _closed = true;
            victims = _connections.FindAll(cut);
            _connections.RemoveAll(victims.Contains);
            EndIfGone();
        }

        victims.ForEach(static victim => victim.Cut());
    }

    // Whoever has their answer goes first; the reply to an accepted response is never cut off. Of the others there are those
    // that have said nothing and those that have begun to: of the kind with more of them the oldest goes. So a crowd of one
    // kind costs no connection of the other, and the one that goes is the oldest of about half the list at least.
    private CallbackConnection? Victim()
    {
        int idle = _connections.Count(static connection => connection.Phase is ConnectionPhase.Idle);
        int reading = _connections.Count(static connection => connection.Phase is ConnectionPhase.Reading);
        return Oldest(ConnectionPhase.Replied) ?? Oldest(idle >= reading ? ConnectionPhase.Idle : ConnectionPhase.Reading);
    }

    private CallbackConnection? Oldest(ConnectionPhase phase) => _connections.Find(connection => connection.Phase == phase);

    private void EndIfGone()
    {
        if (_closed && _connections.Count == 0)
        {
            _allGone.TrySetResult();
        }
    }
}
