using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing.Server;

/// <summary>The authorization response (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207), right or wrong as told.</summary>
internal sealed class AuthorizationReply(string issuer, string redirectUri, string? state, bool sendIss, TestServerMisbehaviour misbehaviour)
{
    public TestHttpResponse Code(string code)
    {
        List<KeyValuePair<string, string>> parameters = [new("code", code)];
        if (misbehaviour.DuplicateCode)
        {
            parameters.Add(new("code", code));
        }

        if (misbehaviour.CodeAndError)
        {
            AddError(parameters, new OAuthFailure("server_error", "The server cannot make up its mind."));
        }

        return Redirect(parameters);
    }

    public TestHttpResponse Error(OAuthFailure failure)
    {
        List<KeyValuePair<string, string>> parameters = [];
        AddError(parameters, failure);
        return Redirect(parameters);
    }

    private void AddError(List<KeyValuePair<string, string>> parameters, OAuthFailure failure)
    {
        parameters.Add(new("error", failure.Error));
        parameters.Add(new("error_description", misbehaviour.ErrorDescription ?? failure.Description));
    }

    private TestHttpResponse Redirect(List<KeyValuePair<string, string>> parameters)
    {
        if (misbehaviour.WrongState)
        {
            parameters.Add(new("state", "not-" + state));
        }
        else if (state is not null && !misbehaviour.NoState)
        {
            parameters.Add(new("state", state));
        }

        if (misbehaviour.WrongIssuer)
        {
            parameters.Add(new("iss", TestServerMisbehaviour.OtherIssuer));
        }
        else if (sendIss && !misbehaviour.NoIssuer)
        {
            parameters.Add(new("iss", issuer));
        }

        // A query in the redirect URI is kept (RFC 6749 section 3.1.2).
        char separator = redirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return TestHttpResponse.SeeOther($"{redirectUri}{separator}{FormParameters.Encode(parameters)}");
    }
}
