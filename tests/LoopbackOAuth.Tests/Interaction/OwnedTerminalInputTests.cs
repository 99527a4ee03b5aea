using LoopbackOAuth.Interaction;

namespace LoopbackOAuth.Tests.Interaction;

[Collection(nameof(OwnedTerminalInputTests))]
public sealed class OwnedTerminalInputTests
{
    [Fact]
    public void A_terminal_that_cannot_be_opened_stays_free_for_the_next()
    {
        Assert.Throws<IOException>(() => OwnedTerminalInput.Open(() => throw new IOException("no terminal")));
        Assert.Throws<InvalidOperationException>(() => OwnedTerminalInput.Open(() => throw new InvalidOperationException("the next one gets as far as this")));
        Assert.False(OwnedTerminalInput.IsTaken);
    }

    [Fact]
    [Trait("Invariant", "12")]
    public async Task Nothing_else_reads_the_terminal_while_a_conversation_has_it_and_dispose_gives_it_back()
    {
        OwnedTerminalInput first = OwnedTerminalInput.Open(() => new NoKeys());
        Assert.True(OwnedTerminalInput.IsTaken);
        Assert.Throws<IOException>(() => OwnedTerminalInput.Open(() => new NoKeys()));
        await first.DisposeAsync();
        await first.DisposeAsync();
        OwnedTerminalInput second = OwnedTerminalInput.Open(() => new NoKeys());
        await first.DisposeAsync();
        Assert.True(OwnedTerminalInput.IsTaken);
        await second.DisposeAsync();
        Assert.False(OwnedTerminalInput.IsTaken);
    }

    private sealed class NoKeys : ITerminalInput
    {
        public ValueTask<byte[]> ReadBurstAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Array.Empty<byte>());

        public void Refresh()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
