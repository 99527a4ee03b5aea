using System.Globalization;
using System.Text;
using LoopbackOAuth.Fuzz.Inputs;

namespace LoopbackOAuth.Fuzz;

/// <summary>What a run came to.</summary>
internal sealed record FuzzReport
{
    public required ulong Seed { get; init; }

    public required long Inputs { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>How often each kind of input led to each outcome.</summary>
    public required IReadOnlyDictionary<(InputKind Kind, string Outcome), long> Outcomes { get; init; }

    /// <summary>How many different behaviours each kind of input showed.</summary>
    public required IReadOnlyDictionary<InputKind, int> Behaviours { get; init; }

    public required TimeSpan Slowest { get; init; }

    public required IReadOnlyList<FuzzFailure> Failures { get; init; }

    public override string ToString()
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {Seed}: {Inputs:N0} inputs in {Elapsed.TotalSeconds:N1} s ({Inputs / Math.Max(Elapsed.TotalSeconds, 0.001):N0}/s), slowest {Slowest.TotalMilliseconds:N1} ms");
        foreach (InputKind kind in Behaviours.Keys.Order())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{kind}: {Outcomes.Where(entry => entry.Key.Kind == kind).Sum(entry => entry.Value):N0} inputs, {Behaviours[kind]:N0} behaviours");
            foreach (((_, string outcome), long count) in Outcomes.Where(entry => entry.Key.Kind == kind).OrderByDescending(entry => entry.Value))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {count,14:N0}  {outcome}");
            }
        }

        foreach (FuzzFailure failure in Failures)
        {
            text.AppendLine(failure.ToString());
        }

        return text.Append(CultureInfo.InvariantCulture, $"{Failures.Count} rules broken").ToString();
    }
}
