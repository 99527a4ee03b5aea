namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>What the reply to one request may be.</summary>
/// <param name="Words">The statuses in words.</param>
/// <param name="Allows">The statuses.</param>
internal sealed record ReplyRule(string Words, Func<int, bool> Allows)
{
    /// <summary>The request is delivered and does not count.</summary>
    public static ReplyRule Refused { get; } = new("a status from 400 to 499", IsRefusal);

    /// <summary>A look ahead: nothing to show, nothing done.</summary>
    public static ReplyRule LookAhead { get; } = new("200 or 204 without content, or a status from 400 to 499", status => status is 200 or 204 || IsRefusal(status)) { WithoutContent = true };

    /// <summary>Another resource.</summary>
    public static ReplyRule NotHere { get; } = new("204, or a status from 400 to 499", status => status is 204 || IsRefusal(status));

    /// <summary>No HTTP server has to understand it, and the one below the transport may answer before the transport sees it.</summary>
    public static ReplyRule Malformed { get; } = Refused with { MayClose = true, MayBeServersOwn = true };

    /// <summary>As <see cref="Malformed"/>, for what the standard lets a server answer with 501 or 505 by itself.</summary>
    public static ReplyRule NotSupported { get; } =
        new("a status from 400 to 499, 501 or 505", status => status is 501 or 505 || IsRefusal(status)) { MayClose = true, MayBeServersOwn = true };

    /// <summary>Not a whole request: it may also be waited past.</summary>
    public static ReplyRule Noise { get; } = NotSupported with { MayWait = true };

    /// <summary>The answer of a session that is over: refused, or nobody there.</summary>
    public static ReplyRule Over { get; } = Refused with { MayClose = true, MayBeServersOwn = true };

    /// <summary>The origin whose scripts may read the reply; with none, no reply says anything about other origins.</summary>
    public string? Grants { get; init; }

    /// <summary>Whether a reply with a status below 300 must be empty.</summary>
    public bool WithoutContent { get; init; }

    /// <summary>Whether the connection may end without a reply.</summary>
    public bool MayClose { get; init; }

    /// <summary>Whether the transport may wait for more and end the connection at the end of the sign-in.</summary>
    public bool MayWait { get; init; }

    /// <summary>Whether an HTTP server below the transport may answer, where the options say that there is one.</summary>
    public bool MayBeServersOwn { get; init; }

    private static bool IsRefusal(int status) => status is >= 400 and <= 499;
}
