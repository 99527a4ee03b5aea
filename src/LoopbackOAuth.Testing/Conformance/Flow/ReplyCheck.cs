namespace LoopbackOAuth.Testing.Conformance.Flow;

/// <summary>Holds replies to a rule, and to what holds for every reply.</summary>
internal static class ReplyCheck
{
    /// <param name="replies">What came back over one connection.</param>
    /// <param name="rule">What it may be.</param>
    /// <param name="secrets">What it must not repeat.</param>
    /// <param name="hasServerBelow">Whether a server below the transport may have answered, where the rule lets it.</param>
    /// <exception cref="NonConformanceException">It is something else.</exception>
    public static void Check(IReadOnlyList<RawReply> replies, ReplyRule rule, IEnumerable<KeyValuePair<string, string>> secrets, bool hasServerBelow)
    {
        bool mayBeServersOwn = hasServerBelow && rule.MayBeServersOwn;
        if (mayBeServersOwn)
        {
            // HttpListener ends a connection that waits for a request with an empty 200, also after an answer of its own.
            replies = [.. replies.Where(reply => reply is not { Status: 200, Body: "" })];
        }

        Require(replies.Count > 0 || rule.MayClose, $"The connection was ended without a reply where {rule.Words} is due.");
        Require(replies.Count <= 1 || mayBeServersOwn, "More than one reply came back over one connection.");
        foreach (RawReply reply in replies)
        {
            Require(rule.Allows(reply.Status), $"The answer was {reply.Status} where {rule.Words} is due.");
            Require(!rule.WithoutContent || reply.Status >= 300 || reply.Body.Length == 0, $"The answer {reply.Status} has content where none is due.");
            CheckFields(reply, rule.Grants);
            if (!mayBeServersOwn)
            {
                CheckPage(reply, secrets);
            }
        }
    }

    /// <summary>What holds for every reply of a transport: nothing repeated, no cookie, no permission for other origins, and pages that keep secrets.</summary>
    public static void CheckAlways(RawReply reply, IEnumerable<KeyValuePair<string, string>> secrets)
    {
        CheckFields(reply, grants: null);
        CheckPage(reply, secrets);
    }

    private static void CheckFields(RawReply reply, string? grants)
    {
        Require(!reply.Body.Contains("<script", StringComparison.OrdinalIgnoreCase), $"The answer {reply.Status} has a script in it.");
        Require(reply.Fields["Set-Cookie"] is null, $"The answer {reply.Status} has the header field Set-Cookie.");
        if (grants is null)
        {
            string? allows = reply.Fields.All.Select(field => field.Key).FirstOrDefault(name => name.StartsWith("Access-Control-Allow-", StringComparison.OrdinalIgnoreCase));
            Require(allows is null, $"The answer {reply.Status} has the header field {allows}.");
        }
        else
        {
            Require(reply.Fields["Access-Control-Allow-Origin"] == grants, $"The answer {reply.Status} does not allow {grants} to read it.");
            RequireField(reply, "Vary", "Origin");
        }

        Require(reply.Status == 303 || reply.Fields["Location"] is null, $"The answer {reply.Status} has the header field Location.");
    }

    private static void CheckPage(RawReply reply, IEnumerable<KeyValuePair<string, string>> secrets)
    {
        foreach ((string name, string value) in secrets)
        {
            Require(!reply.Text.Contains(value, StringComparison.OrdinalIgnoreCase), $"The answer {reply.Status} repeats {name} of the request.");
        }

        if (reply.Body.Length > 0 && reply.Status != 303)
        {
            RequireField(reply, "Cache-Control", "no-store");
            RequireField(reply, "Content-Security-Policy", "default-src 'none'");
            RequireField(reply, "Content-Security-Policy", "frame-ancestors 'none'");
            RequireField(reply, "Referrer-Policy", "no-referrer");
            RequireField(reply, "X-Content-Type-Options", "nosniff");
        }
    }

    private static void RequireField(RawReply reply, string name, string value) =>
        Require(reply.Fields[name]?.Contains(value, StringComparison.OrdinalIgnoreCase) == true, $"The answer {reply.Status} has no '{name}: {value}'.");

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new NonConformanceException(otherwise);
        }
    }
}
