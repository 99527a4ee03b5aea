namespace LoopbackOAuth.Providers;

/// <summary>What a provider's redirect rule says about the port.</summary>
public enum PortPolicyKind
{
    /// <summary>Any free port, chosen by the operating system (RFC 8252 section 7.3).</summary>
    Ephemeral,

    /// <summary>One port and no other: a busy port is an error, never a silent move.</summary>
    Exact,

    /// <summary>One port if it is free, otherwise a port chosen by the operating system.</summary>
    Preferred,

    /// <summary>The first free port of a registered list; when all are busy, an error.</summary>
    AnyOf,
}
