namespace LoopbackOAuth.Fuzz.Targets;

/// <summary>How far a request got before its admission.</summary>
internal enum RequestStage
{
    /// <summary>The end of the head did not come.</summary>
    Incomplete,

    /// <summary>The head is longer than is read.</summary>
    TooLong,

    /// <summary>It is another protocol.</summary>
    NotHttp,

    /// <summary>The head is no request.</summary>
    Unreadable,

    /// <summary>It was judged.</summary>
    Judged,

    /// <summary>Its form did not come.</summary>
    FormMissing,
}
