using System.Net;
using System.Net.Http.Headers;

namespace LoopbackOAuth.Protocol;

/// <summary>What a resource server says about the access token that it refused (RFC 6750 section 3).</summary>
internal static class BearerChallenge
{
    /// <summary>
    /// Whether another token may help: the response is 401, and its challenge names <c>invalid_token</c>, or, as many servers do, no error or nothing at all.
    /// With another error, or with challenges of other schemes alone, a new token changes nothing.
    /// </summary>
    public static bool AsksForAnotherToken(HttpResponseMessage response)
    {
        if (response.StatusCode is not HttpStatusCode.Unauthorized)
        {
            return false;
        }

        bool isThere = false;
        bool isBearer = false;
        foreach (AuthenticationHeaderValue challenge in response.Headers.WwwAuthenticate)
        {
            isThere = true;
            if (!challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            isBearer = true;
            if (ErrorOf(challenge.Parameter ?? "") is { } error)
            {
                return error == "invalid_token";
            }
        }

        return isBearer || !isThere;
    }

    // auth-param = token BWS "=" BWS ( token / quoted-string ), RFC 9110 section 11.2.
    private static string? ErrorOf(string parameters)
    {
        int start = 0;
        bool isQuoted = false;
        for (int index = 0; index <= parameters.Length; index++)
        {
            bool isEnd = index == parameters.Length;
            if (!isEnd && isQuoted && parameters[index] == '\\')
            {
                index++;
            }
            else if (!isEnd && parameters[index] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (isEnd || (!isQuoted && parameters[index] == ','))
            {
                string part = parameters[start..Math.Min(index, parameters.Length)];
                int equals = part.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0 && part[..equals].Trim().Equals("error", StringComparison.OrdinalIgnoreCase))
                {
                    return part[(equals + 1)..].Trim().Trim('"');
                }

                start = index + 1;
            }
        }

        return null;
    }
}
