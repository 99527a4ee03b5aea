using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Interaction;

/// <summary>What a presenter shows at the start of a sign-in.</summary>
public sealed record SignInPrompt
{
    /// <summary>The provider's name.</summary>
    public required string ProviderName { get; init; }

    /// <summary>The authorization URL; <see cref="Uri.AbsoluteUri"/> is what to print and to open.</summary>
    public required Uri AuthorizationUri { get; init; }

    /// <summary>The redirect URI, with the port really bound.</summary>
    public required Uri RedirectUri { get; init; }

    /// <summary>The port that the provider's redirect rule prefers, from 1 to 65535; <see langword="null"/> when it prefers none. When it was taken, <see cref="RedirectUri"/> has another.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public int? PreferredPort { get; init; }

    /// <summary>Whether the listener takes connections on every interface, so that a port that a container publishes reaches it.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool UnsafeListenAny { get; init; }

    /// <summary>The plan.</summary>
    public required SignInPlan Plan { get; init; }

    /// <summary>Where the process runs.</summary>
    public required HostEnvironment Environment { get; init; }

    /// <summary>When the sign-in times out.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>The provider's own page about signing in.</summary>
    public Uri? ProviderDocumentation { get; init; }

    /// <summary>The guide about remote hosts.</summary>
    public Uri? Guide { get; init; }

    /// <summary>The provider and the redirect URI. The authorization URL carries the state and is not shown.</summary>
    /// <returns>One line without a secret.</returns>
    public override string ToString() => $"{ProviderName}, waiting on {RedirectUri}";
}
