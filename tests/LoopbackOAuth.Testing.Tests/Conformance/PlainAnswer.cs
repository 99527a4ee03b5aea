using System.Text;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Testing.Tests.Conformance;

/// <summary>What a <see cref="PlainSession"/> answers to a request.</summary>
internal static class PlainAnswer
{
    private const string Form = "application/x-www-form-urlencoded";

    public static async Task<string> ToAsync(PlainSession session, PlainRequest request, PendingAuthorization pending)
    {
        Flaw flaw = session.Flaw;
        int status = Judge(session, request, out string? grant);
        CallbackVerdict? verdict = status is 0
            ? pending.Deliver(Encoding.UTF8.GetBytes(request.Method == "POST" ? request.Body[..request.BodyLength] : QueryOf(request.Target)), request.Method == "POST" ? CallbackChannel.FormPost : CallbackChannel.Redirect, "plain")
            : null;
        session.Saw(verdict);
        string location = "";
        switch (verdict)
        {
            case { Kind: CallbackVerdictKind.Refused }:
                status = flaw is Flaw.Fails ? 500 : 400;
                break;
            case { Kind: CallbackVerdictKind.Repeated } when flaw is Flaw.LosesRepeats:
                return "";
            case not null when grant is null && flaw is Flaw.RedirectsElsewhere or Flaw.RedirectsForEver:
                status = 303;
                location = flaw is Flaw.RedirectsElsewhere ? "http://127.0.0.1:1/done" : "/done";
                break;
            case not null:
                bool waits = flaw is not Flaw.ShowsThePageAtOnce;
                CallbackPageKind page = waits ? await pending.Page : CallbackPageKind.Success;
                status = page is CallbackPageKind.Failure && flaw is not Flaw.AlwaysShowsSuccess ? 400 : flaw is Flaw.ShowsNoPage ? 204 : 200;
                break;
            default:
                break;
        }

        if (flaw is Flaw.RedirectsForEver && request.Target == "/done")
        {
            (status, location) = (303, "/done");
        }

        return Write(session, request, status, location, grant);
    }

    // A status, or zero when the request may carry the response.
    private static int Judge(PlainSession session, PlainRequest request, out string? grant)
    {
        grant = null;
        Flaw flaw = session.Flaw;
        if (request.IsMalformed || request.CountOf("Transfer-Encoding") > 0 || request.CountOf("Upgrade") > 0 || request.CountOf("Content-Length") > 1)
        {
            return 400;
        }

        if (!IsRightHost(session, request))
        {
            return 421;
        }

        string path = request.Target.Split('?')[0];
        if (!IsRightPath(flaw, path, session.RedirectUri.AbsolutePath))
        {
            return 404;
        }

        string purpose = request["Sec-Purpose"] ?? request["Purpose"] ?? request["X-Purpose"] ?? "";
        bool isFetch = IsFetch(session, request) && purpose.Length == 0;
        grant = isFetch ? request["Origin"] : null;
        if ((request.Method is "HEAD" && flaw is not Flaw.TakesHead) || request.Method is "OPTIONS" || (purpose.Length > 0 && flaw is not Flaw.TakesPrefetches))
        {
            return 204;
        }

        bool isForm = request.Method is "POST" && (session.Options.AcceptFormPost || flaw is Flaw.TakesFormsUnasked);
        if (request.Method is not ("GET" or "HEAD") && !isForm)
        {
            return 405;
        }

        if (!isFetch && !IsNavigation(flaw, request))
        {
            return 403;
        }

        return isForm
            ? request["Content-Type"] != Form ? 415 : request["Content-Length"] is not { } length || !int.TryParse(length, out int count) || count < 0 ? 400 : count > 8192 ? 413 : 0
            : request.BodyLength > 0 ? 400 : 0;
    }

    private static bool IsRightHost(PlainSession session, PlainRequest request)
    {
        string host = request["Host"] ?? "";
        return session.Flaw switch
        {
            Flaw.TakesAnyHost => true,
            Flaw.TakesHostsThatBeginRight => request.CountOf("Host") == 1 && host.StartsWith("127.0.0.1", StringComparison.Ordinal),
            Flaw.TakesFirstOfTwoHosts => host == session.RedirectUri.Authority,
            _ => request.CountOf("Host") == 1 && host == session.RedirectUri.Authority,
        };
    }

    private static bool IsRightPath(Flaw flaw, string path, string right) => flaw switch
    {
        Flaw.TakesAnyPath => path != "/nothing-here",
        Flaw.TakesLongerPaths => path.StartsWith(right, StringComparison.Ordinal),
        Flaw.TakesPathsInAnyCase => path.Equals(right, StringComparison.OrdinalIgnoreCase),
        _ => path == right,
    };

    private static bool IsFetch(PlainSession session, PlainRequest request) =>
        request["Origin"] is { } origin
        && session.Options.CallbackOrigins.Any(allowed => session.Flaw is Flaw.AllowsOriginsThatBeginRight ? origin.StartsWith(allowed, StringComparison.Ordinal) : origin == allowed)
        && (request.Method == "OPTIONS" ? request["Access-Control-Request-Method"] == "GET" : request.Method == "GET" && request["Sec-Fetch-Mode"] is null or "cors" && request["Sec-Fetch-Dest"] is null or "empty");

    private static bool IsNavigation(Flaw flaw, PlainRequest request) => flaw switch
    {
        Flaw.TakesFetches => true,
        Flaw.TakesFrames => request["Sec-Fetch-Mode"] is null or "navigate" && request["Sec-Fetch-Dest"] is not "image",
        _ => request["Sec-Fetch-Mode"] is null or "navigate" && request["Sec-Fetch-Dest"] is null or "document",
    };

    private static string QueryOf(string target) => target.Contains('?', StringComparison.Ordinal) ? target[(target.IndexOf('?') + 1)..] : "";

    private static string Write(PlainSession session, PlainRequest request, int status, string location, string? grant)
    {
        Flaw flaw = session.Flaw;
        string body = status is 204 or 303 || request.Method == "HEAD" || grant is not null ? "" : "<!doctype html><title>Sign-in</title><p>Return to the application.";
        StringBuilder reply = new($"HTTP/1.1 {status} Status\r\nContent-Length: ");
        body += flaw is Flaw.Reflects && body.Length > 0 ? request.Target : "";
        reply.Append(body.Length).Append("\r\n");
        if (flaw is not Flaw.HasNoFields)
        {
            reply.Append("Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n");
        }

        reply.Append(flaw is Flaw.AllowsEveryOrigin && request["Origin"] is { } origin ? $"Access-Control-Allow-Origin: {origin}\r\n" : "");
        reply.Append(flaw is Flaw.ReflectsInAField && request.Target.Length > 0 ? $"X-Path: {request.Target}\r\n" : "");
        reply.Append(session.Options.CallbackOrigins.Count > 0 && flaw is not Flaw.ForgetsVary ? "Vary: Origin\r\n" : "");
        reply.Append(grant is not null && flaw is not Flaw.TellsScriptsNothing ? $"Access-Control-Allow-Origin: {grant}\r\n" : "");
        if (grant is not null && request.Method == "OPTIONS")
        {
            reply.Append(flaw is Flaw.AllowsEveryMethod ? "Access-Control-Allow-Methods: GET, POST\r\n" : "Access-Control-Allow-Methods: GET\r\n");
            reply.Append(request["Access-Control-Request-Private-Network"] == "true" || flaw is Flaw.AllowsUnasked ? "Access-Control-Allow-Private-Network: true\r\n" : "");
        }

        reply.Append(location.Length > 0 ? $"Location: {location}\r\n" : "");
        return reply.Append("\r\n").Append(body).ToString();
    }
}
