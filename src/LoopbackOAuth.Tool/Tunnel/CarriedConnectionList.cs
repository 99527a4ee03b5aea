namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>The connections to one listener, oldest first and bounded: a crowd of them must not keep the one out that brings the response.</summary>
internal sealed class CarriedConnectionList
{
    /// <summary>How many there may be.</summary>
    public const int Most = 64;

    private readonly List<CarriedConnection> _connections = [];
    private readonly Lock _gate = new();

    /// <summary>Takes in a connection, for which another may have to go.</summary>
    public void Add(CarriedConnection connection)
    {
        CarriedConnection? victim = null;
        lock (_gate)
        {
            if (_connections.Count >= Most)
            {
                // At once, and not when it has ended: or the next to come would find it again, and the list would grow.
                victim = Victim();
                _connections.Remove(victim);
            }

            _connections.Add(connection);
        }

        victim?.Cut();
    }

    public void Remove(CarriedConnection connection)
    {
        lock (_gate)
        {
            _connections.Remove(connection);
        }
    }

    // Of those that have said nothing and those that have begun to, the oldest of the kind with more of them. A request that waits for
    // its reply goes last: only when there is nothing else, because the newest may be the one that matters.
    private CarriedConnection Victim()
    {
        int idle = _connections.Count(static connection => connection.Phase is CarriedPhase.Idle);
        int reading = _connections.Count(static connection => connection.Phase is CarriedPhase.Reading);
        return Oldest(idle >= reading ? CarriedPhase.Idle : CarriedPhase.Reading) ?? Oldest(CarriedPhase.Replied) ?? _connections[0];
    }

    private CarriedConnection? Oldest(CarriedPhase phase) => _connections.Find(connection => connection.Phase == phase);
}
