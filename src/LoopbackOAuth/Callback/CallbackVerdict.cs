namespace LoopbackOAuth.Callback;

/// <summary>The judgement on one delivery.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Refusal">Why it did not count; <see cref="CallbackRefusal.None"/> unless it was refused.</param>
public readonly record struct CallbackVerdict(CallbackVerdictKind Kind, CallbackRefusal Refusal)
{
    /// <summary>The first right delivery.</summary>
    public static CallbackVerdict Accepted { get; } = new(CallbackVerdictKind.Accepted, CallbackRefusal.None);

    /// <summary>A right delivery after the first.</summary>
    public static CallbackVerdict Repeated { get; } = new(CallbackVerdictKind.Repeated, CallbackRefusal.None);

    /// <summary>A delivery that does not count.</summary>
    /// <param name="refusal">Why.</param>
    /// <returns>The verdict.</returns>
    public static CallbackVerdict Refused(CallbackRefusal refusal) => new(CallbackVerdictKind.Refused, refusal);
}
