namespace LoopbackOAuth.Tool.Doctor;

/// <summary>How a check ended, the worse the later.</summary>
internal enum CheckState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Not looked at, for a reason that is no fault.</summary>
    Skipped,

    /// <summary>It works, and something needs a look.</summary>
    Warn,

    /// <summary>Something does not work.</summary>
    Fail,
}
