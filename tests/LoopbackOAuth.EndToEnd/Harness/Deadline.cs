namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>How long anything may take before a test gives up. Nothing is expected to come near it.</summary>
internal static class Deadline
{
    public static TimeSpan Default { get; } = TimeSpan.FromSeconds(30);

    public static CancellationTokenSource Start(TimeSpan? limit = null)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(limit ?? Default);
        return source;
    }
}
