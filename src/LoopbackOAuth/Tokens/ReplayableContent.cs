using System.Net.Http.Json;

namespace LoopbackOAuth.Tokens;

/// <summary>Finds out whether a request body can be sent a second time, and sees to it where that costs little.</summary>
internal static class ReplayableContent
{
    /// <summary>Makes a body replayable if it may be.</summary>
    /// <param name="content">The body, or <see langword="null"/> when there is none.</param>
    /// <param name="maxLength">How many bytes may be held in memory.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Whether it can be sent again. If not, it was not touched.</returns>
    public static async Task<bool> PrepareAsync(HttpContent? content, int maxLength, CancellationToken cancellationToken)
    {
        switch (content)
        {
            // Written anew from memory each time.
            case null or ByteArrayContent or ReadOnlyMemoryContent or JsonContent:
                return true;

            // Anything else may be a stream that can be read once. What it says of its length bounds what is held of it.
            case { Headers.ContentLength: { } length } when length <= maxLength:
#if NET9_0_OR_GREATER
                await content.LoadIntoBufferAsync(maxLength, cancellationToken).ConfigureAwait(false);
#else
                await content.LoadIntoBufferAsync(maxLength).WaitAsync(cancellationToken).ConfigureAwait(false);
#endif
                return true;

            default:
                return false;
        }
    }
}
