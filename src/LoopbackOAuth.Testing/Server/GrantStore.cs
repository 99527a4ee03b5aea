using System.Security.Cryptography;
using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Testing.Server;

/// <summary>The codes and tokens that are out, under one lock.</summary>
internal sealed class GrantStore(TestAuthorizationServerOptions options)
{
    private readonly Gate _gate = new();
    private readonly Dictionary<string, AuthorizationGrant> _tickets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AuthorizationGrant> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (AuthorizationGrant Grant, bool IsUsed)> _refreshTokens = new(StringComparer.Ordinal);
    private readonly List<(IssuedAccessToken Token, AuthorizationGrant Grant)> _accessTokens = [];
    private readonly HashSet<string> _revokedAccessTokens = new(StringComparer.Ordinal);
    private int _replays;

    /// <summary>How often a code or a refresh token was presented after its use.</summary>
    public int ReplayCount => Volatile.Read(ref _replays);

    public IReadOnlyList<IssuedAccessToken> AccessTokens
    {
        get
        {
            lock (_gate)
            {
                return [.. _accessTokens.Select(issued => issued.Token with { IsRevoked = issued.Grant.IsRevoked || _revokedAccessTokens.Contains(issued.Token.Token.Reveal()) })];
            }
        }
    }

    /// <summary>Keeps a request while the user is asked.</summary>
    public string OpenTicket(AuthorizationGrant grant)
    {
        lock (_gate)
        {
            string ticket = NewToken();
            _tickets.Add(ticket, grant);
            return ticket;
        }
    }

    public AuthorizationGrant? TakeTicket(string? ticket)
    {
        lock (_gate)
        {
            return ticket is not null && _tickets.Remove(ticket, out AuthorizationGrant? grant) ? grant : null;
        }
    }

    public string IssueCode(AuthorizationGrant grant)
    {
        lock (_gate)
        {
            string code = NewToken();
            grant.CodeExpiresAt = options.TimeProvider.GetUtcNow() + options.CodeLifetime;
            _codes.Add(code, grant);
            return code;
        }
    }

    /// <summary>
    /// Uses a code up, if <paramref name="check"/> finds nothing wrong. A second use revokes what the first brought
    /// (RFC 6749 section 4.1.2).
    /// </summary>
    public OAuthFailure? RedeemCode(string code, Func<AuthorizationGrant, OAuthFailure?> check, out AuthorizationGrant? grant)
    {
        lock (_gate)
        {
            if (!_codes.TryGetValue(code, out grant))
            {
                return new OAuthFailure("invalid_grant", "The code is unknown.");
            }

            if (grant.IsCodeUsed)
            {
                return Replayed(grant, "The code was used before.");
            }

            if (options.TimeProvider.GetUtcNow() >= grant.CodeExpiresAt)
            {
                return new OAuthFailure("invalid_grant", "The code has expired.");
            }

            if (check(grant) is { } failure)
            {
                return failure;
            }

            grant.IsCodeUsed = true;
            return null;
        }
    }

    /// <summary>Uses a refresh token up. A second use revokes the whole grant (RFC 9700 section 4.14.2).</summary>
    public OAuthFailure? RedeemRefreshToken(string token, Func<AuthorizationGrant, OAuthFailure?> check, out AuthorizationGrant? grant)
    {
        lock (_gate)
        {
            grant = null;
            if (!_refreshTokens.TryGetValue(token, out var entry) || entry.Grant.IsRevoked)
            {
                return new OAuthFailure("invalid_grant", "The refresh token is unknown or revoked.");
            }

            grant = entry.Grant;
            if (check(grant) is { } failure)
            {
                return failure;
            }

            if (entry.IsUsed)
            {
                return Replayed(grant, "The refresh token was used before.");
            }

            _refreshTokens[token] = (grant, options.RotateRefreshTokens);
            return null;
        }
    }

    public string IssueAccessToken(AuthorizationGrant grant, IReadOnlyList<string> scopes, IReadOnlyList<string> resources)
    {
        lock (_gate)
        {
            string token = NewToken();
            var issued = new IssuedAccessToken
            {
                Token = new Secret(token),
                ClientId = grant.ClientId,
                Scopes = scopes,
                Resources = resources,
                ExpiresAt = options.TimeProvider.GetUtcNow() + options.AccessTokenLifetime,
            };
            _accessTokens.Add((issued, grant));
            return token;
        }
    }

    public string IssueRefreshToken(AuthorizationGrant grant)
    {
        lock (_gate)
        {
            string token = NewToken();
            _refreshTokens.Add(token, (grant, false));
            return token;
        }
    }

    public bool IsActive(Secret token)
    {
        lock (_gate)
        {
            DateTimeOffset now = options.TimeProvider.GetUtcNow();
            return _accessTokens.Exists(issued => issued.Token.Token.Equals(token) && !issued.Grant.IsRevoked && !_revokedAccessTokens.Contains(token.Reveal()) && now < issued.Token.ExpiresAt);
        }
    }

    /// <summary>Revokes a token of a client; a refresh token with everything that came of its grant (RFC 7009 section 2.1). An unknown token is none of anybody's business.</summary>
    public void Revoke(string token, string clientId)
    {
        lock (_gate)
        {
            if (_refreshTokens.TryGetValue(token, out var entry) && entry.Grant.ClientId == clientId)
            {
                entry.Grant.IsRevoked = true;
            }
            else if (_accessTokens.Exists(issued => issued.Token.Token.Reveal() == token && issued.Token.ClientId == clientId))
            {
                _revokedAccessTokens.Add(token);
            }
        }
    }

    private OAuthFailure Replayed(AuthorizationGrant grant, string description)
    {
        grant.IsRevoked = true;
        _replays++;
        return new OAuthFailure("invalid_grant", description);
    }

    private static string NewToken() => Base64UrlText.Encode(RandomNumberGenerator.GetBytes(32));
}
