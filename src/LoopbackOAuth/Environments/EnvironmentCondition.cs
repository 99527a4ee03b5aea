namespace LoopbackOAuth.Environments;

/// <summary>What must be seen for a row of <see cref="EnvironmentTable"/> to hold: a test of a snapshot, and the same in words.</summary>
/// <param name="text">The words, in Markdown: names in backticks. Only the documentation asks for them.</param>
/// <param name="look">Adds the names of what is seen to the list, and tells whether that is enough.</param>
internal sealed class EnvironmentCondition(Func<string> text, Func<EnvironmentSnapshot, List<string>, bool> look)
{
    /// <summary>The words.</summary>
    public string Text => text();

    /// <summary>Variables of which one is enough.</summary>
    public static EnvironmentCondition Any(params string[] variables) =>
        new(() => OneOf(variables), (snapshot, seen) => Add(seen, snapshot, variables));

    /// <summary>A variable whose value passes a test.</summary>
    /// <param name="variable">Its name.</param>
    /// <param name="words">The test in words, behind the name.</param>
    /// <param name="test">The test; it is asked only where there is a value.</param>
    public static EnvironmentCondition Value(string variable, string words, Func<string, bool> test) =>
        new(() => $"`{variable}` {words}", (snapshot, seen) => snapshot.Value(variable) is { Length: > 0 } value && test(value) && Add(seen, variable));

    /// <summary>Something that is known by a name of its own.</summary>
    /// <param name="words">What it is.</param>
    /// <param name="signal">The name among the signals.</param>
    /// <param name="test">Whether it is so.</param>
    public static EnvironmentCondition Fact(string words, string signal, Func<EnvironmentSnapshot, bool> test) =>
        new(() => words, (snapshot, seen) => test(snapshot) && Add(seen, signal));

    /// <summary>Something that is so, and that other signals have told already.</summary>
    public static EnvironmentCondition Is(string words, Func<EnvironmentSnapshot, bool> test) => new(() => words, (snapshot, _) => test(snapshot));

    /// <summary>The opposite, which leaves no signal.</summary>
    public static EnvironmentCondition Not(EnvironmentCondition condition, string? words = null) =>
        new(() => words ?? "no " + condition.Text, (snapshot, _) => !condition.Holds(snapshot, []));

    /// <summary>All of them.</summary>
    public static EnvironmentCondition All(params EnvironmentCondition[] parts) => new(
        () => string.Join("; ", Array.ConvertAll(parts, part => part.Text)),
        (snapshot, seen) =>
        {
            // Each is asked, so that which variables are looked at never depends on their values.
            bool holds = true;
            foreach (EnvironmentCondition part in parts)
            {
                holds &= part.Holds(snapshot, seen);
            }

            return holds;
        });

    /// <summary>One of them is enough; all that hold are among the signals.</summary>
    public static EnvironmentCondition Either(params EnvironmentCondition[] parts) => new(
        () => string.Join(", or ", Array.ConvertAll(parts, part => part.Text)),
        (snapshot, seen) =>
        {
            bool holds = false;
            foreach (EnvironmentCondition part in parts)
            {
                holds |= part.Holds(snapshot, seen);
            }

            return holds;
        });

    /// <summary>Whether it holds.</summary>
    /// <param name="snapshot">What was seen.</param>
    /// <param name="seen">Gets the names of the signals, each once, when it holds; is left as it was when not.</param>
    public bool Holds(EnvironmentSnapshot snapshot, List<string> seen)
    {
        int before = seen.Count;
        if (look(snapshot, seen))
        {
            return true;
        }

        seen.RemoveRange(before, seen.Count - before);
        return false;
    }

    private static bool Add(List<string> seen, EnvironmentSnapshot snapshot, string[] variables)
    {
        bool any = false;
        foreach (string variable in variables)
        {
            any |= snapshot.Has(variable) && Add(seen, variable);
        }

        return any;
    }

    private static bool Add(List<string> seen, string signal)
    {
        if (!seen.Contains(signal))
        {
            seen.Add(signal);
        }

        return true;
    }

    private static string OneOf(string[] names)
    {
        string[] quoted = Array.ConvertAll(names, name => $"`{name}`");
        return quoted.Length == 1 ? quoted[0] : string.Join(", ", quoted[..^1]) + " or " + quoted[^1];
    }
}
