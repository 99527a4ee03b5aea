using LoopbackOAuth.Callback;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Fuzz;

/// <summary>One sign-in that waits: what was sent, and so what may be accepted.</summary>
internal sealed class Scenario
{
    public const string State = "Jk3_pW0qv-8ZcXfT5rNdY1uHa7LmBo2iEgSs9VwKx4Q";
    public const string Issuer = "https://as.example/a+b";

    /// <summary>The origin whose scripts may deliver, where any may; it is among the seeds.</summary>
    public const string ListedOrigin = "https://accounts.x.ai";

    private PendingAuthorization? _pending;

    public Scenario(string redirectUri, string? issuer, bool issuerRequired, bool acceptFormPost, bool acceptFetch = false)
    {
        RedirectUri = new Uri(redirectUri);
        ExpectedIssuer = issuer;
        IssuerRequired = issuerRequired;
        AcceptFormPost = acceptFormPost;
        AcceptFetch = acceptFetch;
        Policy = new AdmissionPolicy(RedirectUri, acceptFormPost, acceptFetch ? [ListedOrigin] : [], "/result/0123456789abcdef0123456789abcdef");
    }

    /// <summary>Every mixture of issuer rules, hosts and response modes that makes a difference.</summary>
    public static IReadOnlyList<Scenario> All() =>
    [
        new("http://127.0.0.1:49321/callback", issuer: null, issuerRequired: false, acceptFormPost: false),
        new("http://127.0.0.1:49321/callback", Issuer, issuerRequired: true, acceptFormPost: true, acceptFetch: true),
        new("http://localhost:80/oauth/callback", Issuer, issuerRequired: false, acceptFormPost: true),
        new("http://[::1]:49321/", Issuer, issuerRequired: false, acceptFormPost: false),
    ];

    public Uri RedirectUri { get; }

    public string? ExpectedIssuer { get; }

    public bool IssuerRequired { get; }

    public bool AcceptFormPost { get; }

    public bool AcceptFetch { get; }

    public AdmissionPolicy Policy { get; }

    /// <summary>The sign-in that still waits.</summary>
    public PendingAuthorization Pending => _pending is { Response.IsCompleted: false } ? _pending : _pending = Create();

    /// <summary>A sign-in that nothing was delivered to.</summary>
    public PendingAuthorization Create() => new(new Secret(State), new IssuerExpectation(ExpectedIssuer, IssuerRequired));
}
