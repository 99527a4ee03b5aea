using LoopbackOAuth.Testing.Conformance.Flow;

namespace LoopbackOAuth.Testing.Conformance;

/// <summary>One thing that browsers, other programs or attackers do to a callback transport, and what must come of it.</summary>
public sealed class ConformanceScript
{
    internal ConformanceScript(string id, string reference, string description, string expectation, ConformanceNeeds needs, Func<ConformanceRun, Task> run)
    {
        Id = id;
        Reference = reference;
        Description = description;
        Expectation = expectation;
        Needs = needs;
        Run = run;
    }

    /// <summary>The stable name, such as <c>07-favicon</c>. Scripts of one kind begin with the same number.</summary>
    public string Id { get; }

    /// <summary>The section of the standard that says so, or the name of the attack.</summary>
    public string Reference { get; }

    /// <summary>What is done to the transport.</summary>
    public string Description { get; }

    /// <summary>What must happen.</summary>
    public string Expectation { get; }

    internal ConformanceNeeds Needs { get; }

    internal Func<ConformanceRun, Task> Run { get; }

    /// <summary>The id.</summary>
    /// <returns><see cref="Id"/>.</returns>
    public override string ToString() => Id;
}
