namespace LoopbackOAuth.Tool.Doctor;

/// <summary>
/// Compares the <c>Date</c> field of responses (RFC 9110 section 6.6.1) with this computer's clock. Only what came over https counts: anybody could
/// have written the rest, and a server on this computer has the same clock.
/// </summary>
internal sealed class DateRecorder(HttpMessageHandler inner, TimeProvider clock) : DelegatingHandler(inner)
{
    /// <summary>How far this computer is ahead, by the last response; <see langword="null"/> when nothing tells.</summary>
    public TimeSpan? Skew { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        DateTimeOffset before = clock.GetUtcNow();
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri?.Scheme == Uri.UriSchemeHttps && response.Headers.Date is { } date)
        {
            Skew = Compare(date, before, clock.GetUtcNow());
        }

        return response;
    }

    /// <summary>The field has whole seconds and was written between the two instants, so there is no skew as long as the instants can hold it.</summary>
    internal static TimeSpan Compare(DateTimeOffset date, DateTimeOffset before, DateTimeOffset after) =>
        date.AddSeconds(1) < before ? before - date.AddSeconds(1)
        : date > after ? after - date
        : TimeSpan.Zero;
}
