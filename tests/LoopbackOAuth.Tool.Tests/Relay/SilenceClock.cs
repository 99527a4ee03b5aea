using System.Threading.Channels;
using LoopbackOAuth.Tool.Relay;

namespace LoopbackOAuth.Tool.Tests.Relay;

/// <summary>A clock that stands still. Each silence that is waited for can be taken, and ended when a test says so.</summary>
internal sealed class SilenceClock : TimeProvider
{
    private readonly Channel<Silence> _silences = Channel.CreateUnbounded<Silence>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Silence silence = new(callback, state);
        if (dueTime == RelayPrompt.Silence)
        {
            _silences.Writer.TryWrite(silence);
        }

        return silence;
    }

    public async Task<Silence> NextAsync() => await _silences.Reader.ReadAsync(TestContext.Current.CancellationToken);

    internal sealed class Silence(TimerCallback callback, object? state) : ITimer
    {
        public void End() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // It never runs by itself.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
