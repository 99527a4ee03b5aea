namespace LoopbackOAuth.Tokens;

/// <summary>Lets one caller at a time through for each key, in the order in which they came. Keys that nobody asks for cost nothing.</summary>
internal sealed class TurnQueue<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Place> _places = [];

    /// <summary>Waits for the turn.</summary>
    /// <returns>The turn, which ends when it is disposed.</returns>
    internal async Task<IAsyncDisposable> EnterAsync(TKey key, CancellationToken cancellationToken)
    {
        Place? place;
        lock (_places)
        {
            if (!_places.TryGetValue(key, out place))
            {
                _places.Add(key, place = new Place());
            }

            place.Callers++;
        }

        try
        {
            await place.Free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Leave(key, place);
            throw;
        }

        return new Turn(this, key, place);
    }

    private void Leave(TKey key, Place place)
    {
        lock (_places)
        {
            if (--place.Callers == 0)
            {
                _places.Remove(key);
                place.Free.Dispose();
            }
        }
    }

    private sealed class Place
    {
        internal SemaphoreSlim Free { get; } = new(initialCount: 1, maxCount: 1);

        internal int Callers { get; set; }
    }

    private sealed class Turn(TurnQueue<TKey> queue, TKey key, Place place) : IAsyncDisposable
    {
        private int _ended;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                place.Free.Release();
                queue.Leave(key, place);
            }

            return ValueTask.CompletedTask;
        }
    }
}
