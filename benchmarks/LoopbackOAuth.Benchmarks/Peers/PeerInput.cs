namespace LoopbackOAuth.Benchmarks.Peers;

/// <summary>A query that a listener may get, the state always being <c>S</c>.</summary>
/// <param name="What">What is odd about it.</param>
/// <param name="Query">The query.</param>
internal sealed record PeerInput(string What, string Query)
{
    public static IReadOnlyList<PeerInput> All { get; } =
    [
        new("as it should be", "code=abc&state=S"),
        new("escaped value", "code=a%2Fb&state=S"),
        new("`%20` in the code", "code=ab%20cd&state=S"),
        new("`+` in the code", "code=ab+cd&state=S"),
        new("escape in the name", "co%64e=abc&state=S"),
        new("other case", "CODE=abc&state=S"),
        new("code twice", "code=abc&code=def&state=S"),
        new("code twice, alike", "code=abc&code=abc&state=S"),
        new("code twice, in two cases", "code=abc&CODE=def&state=S"),
        new("code twice, one name escaped", "code=abc&co%64e=def&state=S"),
        new("code twice, the first empty", "code=&code=abc&state=S"),
        new("state twice", "code=abc&state=S&state=T"),
        new("unknown parameter twice", "x=1&x=2&code=abc&state=S"),
        new("code and error", "code=abc&error=access_denied&state=S"),
        new("error", "error=access_denied&state=S"),
        new("empty code", "code=&state=S"),
        new("name without `=`", "code&state=S"),
        new("bare `x`", "x&code=abc&state=S"),
        new("empty name", "=x&code=abc&state=S"),
        new("`&&`", "code=abc&&state=S"),
        new("second `?` in front", "?code=abc&state=S"),
        new("`=` in the code", "code=ab=cd&state=S"),
        new("`;` in the code", "code=ab;cd&state=S"),
        new("quotes around the code", "code=%22abc%22&state=S"),
        new("blanks around the code", "code=%20abc%20&state=S"),
        new("no hexadecimal digits", "code=ab%zzcd&state=S"),
        new("cut escape", "state=S&code=ab%4"),
        new("no UTF-8", "code=ab%ffcd&state=S"),
        new("overlong UTF-8", "code=ab%c0%afcd&state=S"),
        new("UTF-8 outside the code's characters", "code=ab%e2%82%accd&state=S"),
        new("NUL", "code=ab%00cd&state=S"),
        new("line end", "code=ab%0d%0acd&state=S"),
        new("code of 17 KB", $"code={new string('a', 17 * 1024)}&state=S"),
    ];

    /// <summary>The query for a table, in Markdown.</summary>
    public string Shown => Query.Length > 100 ? "`code=aaa…`" : $"`{Query}`";
}
