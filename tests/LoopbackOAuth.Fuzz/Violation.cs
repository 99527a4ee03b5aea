namespace LoopbackOAuth.Fuzz;

/// <summary>The library did what it must not do.</summary>
internal sealed class Violation : Exception
{
    /// <param name="rule">The rule that was broken: the same for every input that breaks it.</param>
    /// <param name="detail">What happened.</param>
    public Violation(string rule, string detail)
        : base($"{rule}: {detail}") => Rule = rule;

    public string Rule { get; }

    public static void ThrowUnless(bool holds, string rule, string detail = "")
    {
        if (!holds)
        {
            throw new Violation(rule, detail);
        }
    }
}
