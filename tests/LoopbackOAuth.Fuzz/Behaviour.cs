namespace LoopbackOAuth.Fuzz;

/// <summary>How the library answered one input, in short: inputs that lead to a new one are kept and mutated further.</summary>
/// <param name="Outcome">The verdict, for counting.</param>
/// <param name="Shape">What else was special about the input and the answer.</param>
internal readonly record struct Behaviour(int Outcome, ulong Shape)
{
    /// <summary>Lengths that differ less behave alike.</summary>
    public static ulong LengthClass(int length) => length switch
    {
        0 => 0,
        <= 64 => 1,
        <= 1024 => 2,
        <= 8 * 1024 => 3,
        <= 16 * 1024 => 4,
        _ => 5,
    };
}
