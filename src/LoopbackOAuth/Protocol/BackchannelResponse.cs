namespace LoopbackOAuth.Protocol;

/// <summary>A whole response, within bounds.</summary>
internal sealed class BackchannelResponse
{
    public required int StatusCode { get; init; }

    /// <summary>The media type without its parameters, or <see langword="null"/>.</summary>
    public string? MediaType { get; init; }

    /// <summary>How long the server asks to wait, 0 to 1 day, or <see langword="null"/> when it does not ask.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The body, without a UTF-8 byte order mark.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    public bool IsSuccess => StatusCode is >= 200 and <= 299;
}
