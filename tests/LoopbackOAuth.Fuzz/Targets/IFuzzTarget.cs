namespace LoopbackOAuth.Fuzz.Targets;

/// <summary>A part of the library that takes bytes from outside.</summary>
internal interface IFuzzTarget
{
    /// <summary>Feeds one input and checks every rule that must hold.</summary>
    /// <param name="input">Any bytes.</param>
    /// <param name="scenario">The sign-in that waits.</param>
    /// <param name="thorough">Whether the slow comparisons are made too.</param>
    /// <returns>What happened.</returns>
    /// <exception cref="Violation">A rule was broken.</exception>
    Behaviour Run(ReadOnlyMemory<byte> input, Scenario scenario, bool thorough);

    /// <summary>Names an outcome.</summary>
    string NameOf(int outcome);
}
