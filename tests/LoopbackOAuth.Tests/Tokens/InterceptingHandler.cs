namespace LoopbackOAuth.Tests.Tokens;

/// <summary>Answers some requests itself, and lets the others through.</summary>
/// <param name="inner">What answers the others.</param>
/// <param name="answer">From a request and its number, from 1, to a response, or <see langword="null"/> to let it through.</param>
internal sealed class InterceptingHandler(HttpMessageHandler inner, Func<HttpRequestMessage, int, HttpResponseMessage?> answer) : DelegatingHandler(inner)
{
    private int _count;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        answer(request, Interlocked.Increment(ref _count)) ?? await base.SendAsync(request, cancellationToken);
}
