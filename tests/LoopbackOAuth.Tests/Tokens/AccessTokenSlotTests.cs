using System.Runtime.CompilerServices;
using LoopbackOAuth.Tokens;
using Microsoft.Extensions.Logging.Abstractions;

namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Who may join a walk.</summary>
public sealed class AccessTokenSlotTests
{
    [Fact]
    public async Task Whoever_has_the_turn_after_a_walk_gets_another_walk_although_the_task_of_the_first_has_not_ended()
    {
        WorkUnderWay work = new();
        SlowStore store = new();
        AccessTokenParts parts = new()
        {
            Store = new GuardedStore(store),
            Grants = null!,
            Options = new TokenRefreshOptions(),
            TimeProvider = TimeProvider.System,
            Logger = NullLogger.Instance,
            Work = work,
        };
        AccessTokenSlot slot = new(Entries.Key());
        Flight first = slot.Join(parts, AccessTokenDemand.None);
        await store.Begun.Task;

        (Flight next, bool wasUnderWay) = JoinAfter(first);

        Assert.True(wasUnderWay);
        Assert.NotSame(first, next);
        await Task.WhenAll(first.Task, next.Task);

        (Flight Next, bool WasUnderWay) JoinAfter(Flight flight)
        {
            // A walk counts down when it has let go of the turn, and in here it cannot.
            lock (GateOf(work))
            {
                store.Gate.SetResult();
                slot.Turn.Wait(TestContext.Current.CancellationToken);
                bool isUnderWay = !flight.Task.IsCompleted;
                Flight joined = slot.Join(parts, AccessTokenDemand.None);
                slot.Turn.Release();
                return (joined, isUnderWay);
            }
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_gate")]
    private static extern ref object GateOf(WorkUnderWay work);

    private sealed class SlowStore : UnlockedStoreBase
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<TokenSet?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
        {
            Begun.TrySetResult();
            await Gate.Task;
            return await base.GetAsync(key, cancellationToken);
        }
    }
}
