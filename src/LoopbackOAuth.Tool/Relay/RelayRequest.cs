using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>An authorization request that another machine made and that was found fit to be carried on from here.</summary>
internal sealed class RelayRequest
{
    public required Uri AuthorizationUri { get; init; }

    /// <summary>Where the answer goes, letter by letter as the request says it.</summary>
    public required Uri RedirectUri { get; init; }

    public required Secret State { get; init; }

    public required string ClientId { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The names of the parameters that may ask for more than the scopes say, as they came.</summary>
    public required IReadOnlyList<string> OtherParameters { get; init; }

    public required bool FormPost { get; init; }

    /// <summary>Without the authorization URL, which holds the state.</summary>
    public override string ToString() => $"{AuthorizationUri.IdnHost} to {RedirectUri.OriginalString}";
}
