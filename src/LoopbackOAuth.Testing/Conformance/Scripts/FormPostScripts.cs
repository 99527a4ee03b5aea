using System.Globalization;
using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance.Scripts;

/// <summary>Bodies, where a form post is asked for and where it is not.</summary>
internal static class FormPostScripts
{
    private const string FormPost = "OAuth 2.0 Form Post Response Mode section 2";
    private const string Length = "RFC 9112 section 6.3";
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly ReplyRule TooLarge = ReplyRule.Refused with { MayClose = true };

    public static IEnumerable<ConformanceScript> All =>
    [
        Post("23-form-too-large", FormPost, "A form of 1 MB.", Form, "x=" + new string('x', 1024 * 1024), TooLarge),
        Head("23-form-length-too-large", FormPost, "A form that is said to be 1 TB long.", $"Content-Type: {Form}\r\nContent-Length: 1099511627776\r\n", "code={code}", TooLarge with { MayBeServersOwn = true }),
        Head("23-form-length-overflows", Length, "A length of 30 digits.", $"Content-Type: {Form}\r\nContent-Length: 184467440737095516160000000042\r\n", "code={code}", ReplyRule.Malformed),
        Head("23-form-length-negative", Length, "A length below zero.", $"Content-Type: {Form}\r\nContent-Length: -1\r\n", "", ReplyRule.Malformed),
        Head("23-form-without-length", Length, "A form without a length.", $"Content-Type: {Form}\r\n", "", ReplyRule.Malformed),
        Post("23-form-as-json", FormPost, "The genuine response as JSON.", "application/json", "{\"code\":\"{code}\",\"state\":\"{state}\",\"iss\":\"{iss}\"}", ReplyRule.Refused),
        Post("23-form-as-text", FormPost, "The genuine response as text, which a form of any page can post without a preflight.", "text/plain", "code={code}&state={state}&iss={iss}", ReplyRule.Refused),
        Post("23-form-without-type", FormPost, "The genuine response without a media type.", "", "code={code}&state={state}&iss={iss}", ReplyRule.Refused),
        Post("23-form-with-wrong-state", FormPost, "A form with a wrong state.", Form, "code={marker}&state={marker}", ReplyRule.Refused),
        Post("23-form-empty", FormPost, "An empty form.", Form, "", ReplyRule.Refused),
        ScriptOf.Request(
            "23-form-beside-query",
            FormPost,
            "The genuine response in the query of a form post, whose body has a wrong state.",
            "POST {path}?{query} HTTP/1.1\r\nHost: {host}\r\n{browser}Content-Type: " + Form + "\r\nContent-Length: 14\r\n\r\ncode=x&state=y",
            ReplyRule.Refused,
            formPost: true),
        ScriptOf.Request(
            "24-chunked-form",
            "RFC 9112 section 7.1",
            "The genuine response in chunks, as no browser posts a form.",
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: " + Form + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            ReplyRule.NotSupported,
            formPost: true),
        Get("24-chunked-get", "RFC 9112 section 6.1", "The genuine callback with a body in chunks.", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n", ReplyRule.NotSupported),
        Get("24-unknown-coding", "RFC 9112 section 6.1", "The genuine callback with a transfer coding that does not exist.", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n", ReplyRule.NotSupported),
        Get("24-chunked-and-length", "RFC 9112 section 6.1", "The genuine callback with both a transfer coding and a length, as in request smuggling.", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", ReplyRule.NotSupported),
        Get("24-two-lengths", Length, "The genuine callback with two lengths.", "Content-Length: 0\r\nContent-Length: 5\r\n", "abcde", ReplyRule.Malformed),
        Get("24-get-with-body", "RFC 9110 section 9.3.1", "The genuine callback with a body, as no browser sends one.", "Content-Length: 5\r\n", "abcde", ReplyRule.Refused),
    ];

    private static ConformanceScript Post(string id, string reference, string description, string mediaType, string body, ReplyRule rule) => ScriptOf.Live(
        id,
        reference,
        description,
        $"Answered with {rule.Words}{(rule.MayClose ? ", or the connection ends" : "")}. No effect: the genuine form post still succeeds, with one token request.",
        ConformanceNeeds.Http | ConformanceNeeds.FormPost,
        async (flow, _) =>
        {
            string text = flow.Texts.Fill(body);
            string type = mediaType.Length == 0 ? "" : $"Content-Type: {mediaType}\r\n";
            string head = string.Create(CultureInfo.InvariantCulture, $"POST {{path}} HTTP/1.1\r\nHost: {{host}}\r\n{{browser}}{type}Content-Length: {text.Length}\r\n\r\n");
            await flow.TryAsync(head + text, rule).ConfigureAwait(false);
            await flow.StillWaitsAsync().ConfigureAwait(false);
            await flow.SucceedAsync().ConfigureAwait(false);
        },
        FlowSettings.ForFormPost);

    private static ConformanceScript Head(string id, string reference, string description, string fields, string body, ReplyRule rule) =>
        ScriptOf.Request(id, reference, description, "POST {path} HTTP/1.1\r\nHost: {host}\r\n{browser}" + fields + "\r\n" + body, rule, formPost: true);

    private static ConformanceScript Get(string id, string reference, string description, string fields, string body, ReplyRule rule) =>
        ScriptOf.Request(id, reference, description, "GET {path}?{query} HTTP/1.1\r\nHost: {host}\r\n" + fields + "\r\n" + body, rule);
}
