namespace LoopbackOAuth.EndToEnd.Harness;

/// <summary>Where the authorization server runs when it is not on this machine's own loopback interface.</summary>
internal sealed record AuthorizationServerPlace
{
    /// <summary>The words before the program that put it there.</summary>
    public required string[] Prefix { get; init; }

    /// <summary>Its issuer: https on port 443.</summary>
    public required string Issuer { get; init; }

    public required string Certificate { get; init; }

    public required string Key { get; init; }

    /// <summary>A Unix socket by which the tests reach it across the border.</summary>
    public required string ControlSocket { get; init; }
}
