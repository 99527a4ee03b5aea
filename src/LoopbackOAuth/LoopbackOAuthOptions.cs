using LoopbackOAuth.Callback;
using LoopbackOAuth.Providers;
using LoopbackOAuth.Tokens;

namespace LoopbackOAuth;

/// <summary>Settings of the sign-in.</summary>
public sealed class LoopbackOAuthOptions
{
    /// <summary>The configuration section that <c>AddLoopbackOAuth</c> is usually given.</summary>
    public const string SectionName = "LoopbackOAuth";

    /// <summary>How long a sign-in may take from start to the arrival of the response.</summary>
    /// <value>The default is 5 minutes. Legal are 1 second to 1 hour.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a browser may be opened at all.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool OpenBrowser { get; set; } = true;

    /// <summary>Whether the user may be asked for a paste on the terminal. A program that reads standard input itself, such as a stdio server, sets it to <see langword="false"/>.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool AllowPrompt { get; set; } = true;

    /// <summary>The guide about remote hosts that hints link to; <see langword="null"/> for none.</summary>
    /// <value>The default is this library's own guide.</value>
    public Uri? Guide { get; set; } = new("https://github.com/LoopbackOAuth/LoopbackOAuth/blob/main/docs/remote-hosts.md");

    /// <summary>What the browser is shown at the end. It is set in code; configuration cannot set it.</summary>
    /// <value>The default is <see cref="CallbackPages.Default"/>.</value>
    public CallbackPages Pages { get; set; } = CallbackPages.Default;

    /// <summary>When and how long access tokens are refreshed.</summary>
    public TokenRefreshOptions Refresh { get; } = new();

    /// <summary>The caller's own providers, and settings laid over the known ones, by id.</summary>
    public IDictionary<string, ProviderOptions> Providers { get; } = new Dictionary<string, ProviderOptions>(StringComparer.OrdinalIgnoreCase);
}
