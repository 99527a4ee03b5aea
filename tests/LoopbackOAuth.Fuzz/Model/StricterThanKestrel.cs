namespace LoopbackOAuth.Fuzz.Model;

/// <summary>Where the library refuses on purpose what Kestrel's parser takes. Nothing else may differ.</summary>
[Flags]
internal enum StricterThanKestrel
{
    None = 0,

    /// <summary>A line ends in LF alone.</summary>
    BareLineFeed = 1,

    /// <summary>A control character in a field value (RFC 9110 section 5.5).</summary>
    ControlInValue = 2,

    /// <summary>A target holds something else than visible ASCII (RFC 9112 section 3.2).</summary>
    TargetCharacter = 4,

    /// <summary>More than 100 fields. Kestrel has this limit elsewhere.</summary>
    TooManyFields = 8,

    /// <summary>A length that is no number of at most 10 digits, or two lengths. Kestrel looks at it elsewhere.</summary>
    ContentLength = 16,

    /// <summary>A method that does not start with a letter, as no registered one does.</summary>
    MethodWithoutLetter = 32,

    /// <summary>More than 16 KB of head. Kestrel has limits of its own elsewhere.</summary>
    TooLong = 64,

    /// <summary>A field name that is no token (RFC 9110 section 5.1). Kestrel looks at its characters elsewhere.</summary>
    FieldName = 128,

    /// <summary>A field that has one value, and decides about the admission, comes twice (RFC 9110 section 5.3).</summary>
    RepeatedField = 256,
}
