using LoopbackOAuth.Diagnostics;
using Xunit;

namespace LoopbackOAuth.Tests.Conventions;

public sealed class TypeConventionTests
{
    [Fact]
    public void Every_type_of_the_library_keeps_the_conventions() =>
        Assert.Empty(typeof(Secret).Assembly.GetTypes().SelectMany(TypeConventions.Violations));

    [Theory]
    [InlineData(typeof(IGood))]
    [InlineData(typeof(Good))]
    public void A_type_that_keeps_them_is_left_alone(Type type) => Assert.Empty(TypeConventions.Violations(type));

    [Theory]
    [InlineData(typeof(Open))]
    [InlineData(typeof(Mutable))]
    [InlineData(typeof(NotNamed))]
    [InlineData(typeof(Unstoppable))]
    [InlineData(typeof(StrayException))]
    public void A_type_that_breaks_one_is_found(Type type) => Assert.Single(TypeConventions.Violations(type));

#pragma warning disable CA1032, CA1034, CA1051, CA1068, CA1822 // Each breaks a convention on purpose.
    public interface IGood
    {
        Task<int> ReadAsync(int count, CancellationToken cancellationToken = default);
    }

    public sealed class Good : IGood, IAsyncDisposable
    {
        public readonly int Constant = 1;

        public Task Completion => Task.CompletedTask;

        public Task<int> ReadAsync(int count, CancellationToken cancellationToken = default) => Task.FromResult(count);

        public ValueTask DisposeAsync() => default;
    }

    public class Open;

    public sealed class Mutable
    {
        public int Count;
    }

    public sealed class NotNamed
    {
        public Task Read(CancellationToken cancellationToken) => Task.Delay(0, cancellationToken);
    }

    public sealed class Unstoppable
    {
        public ValueTask ReadAsync(CancellationToken cancellationToken, int count) => new(Task.Delay(count, cancellationToken));
    }

    public sealed class StrayException : Exception;
}
