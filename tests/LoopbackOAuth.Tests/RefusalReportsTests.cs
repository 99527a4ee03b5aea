using LoopbackOAuth.Callback;
using LoopbackOAuth.Interaction;
using Microsoft.Extensions.Logging;

namespace LoopbackOAuth.Tests;

public sealed class RefusalReportsTests
{
    [Fact]
    public async Task A_log_that_blocks_keeps_nobody_waiting_and_little_is_kept_for_it()
    {
        using BlockingLogger logger = new();
        List<SignInNoticeKind> notices = [];
        RefusalReports reports = new(logger, (kind, _) => notices.Add(kind));

        // Returns although the log does not; what is too much is counted only.
        for (int count = 0; count < 1000; count++)
        {
            reports.Add(CallbackRefusal.StateMismatch, "socket");
        }

        logger.Release.Set();
        await reports.Telling.WaitAsync(TestContext.Current.CancellationToken);
        Assert.InRange(logger.Count, 64, 67);
        Assert.Equal([SignInNoticeKind.ManyRefused], notices);
    }

    [Theory]
    [InlineData(31, 0)]
    [InlineData(32, 1)]
    [InlineData(40, 1)]
    public async Task The_user_is_warned_once_and_from_32_on(int refused, int warnings)
    {
        using BlockingLogger logger = new();
        logger.Release.Set();
        int told = 0;
        RefusalReports reports = new(logger, (_, _) => told++);
        for (int count = 0; count < refused; count++)
        {
            reports.Add(CallbackRefusal.StateMissing, "socket");
        }

        await reports.Telling.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(warnings, told);
    }

    [Fact]
    public async Task A_log_that_fails_ends_nothing()
    {
        using BlockingLogger logger = new() { Fails = true };
        logger.Release.Set();
        RefusalReports reports = new(logger, (_, _) => { });
        reports.Log(CallbackRefusal.StateMismatch, "paste");
        reports.Add(CallbackRefusal.StateMismatch, "socket");
        await reports.Telling.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, logger.Count);
    }

    private sealed class BlockingLogger : ILogger, IDisposable
    {
        private int _count;

        public ManualResetEventSlim Release { get; } = new();

        public bool Fails { get; init; }

        public int Count => _count;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Release.Wait();
            Interlocked.Increment(ref _count);
            if (Fails)
            {
                throw new InvalidOperationException();
            }
        }

        public void Dispose() => Release.Dispose();
    }
}
