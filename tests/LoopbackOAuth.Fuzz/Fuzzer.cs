using System.Diagnostics;
using LoopbackOAuth.Fuzz.Inputs;
using LoopbackOAuth.Fuzz.Targets;

namespace LoopbackOAuth.Fuzz;

/// <summary>
/// Feeds mutated inputs to every reader of the callback leg and checks what must hold. Guided by behaviour, not by
/// coverage: an input that makes the library answer in a way not seen before is kept and mutated further.
/// </summary>
internal sealed class Fuzzer
{
    /// <summary>How often a failing input is made shorter, at most.</summary>
    private const int MostTries = 2000;

    private static readonly InputKind[] Kinds = Enum.GetValues<InputKind>();

    private readonly FuzzOptions _options;
    private readonly Action<FuzzFailure> _onHang;
    private readonly IReadOnlyList<Scenario> _scenarios = Scenario.All();
    private readonly IFuzzTarget[] _targets;
    private readonly Corpus[][] _corpora;
    private readonly HashSet<(int Scenario, Behaviour Behaviour)>[] _behaviours = [.. Kinds.Select(_ => new HashSet<(int, Behaviour)>())];
    private readonly Dictionary<int, long>[] _outcomes = [.. Kinds.Select(_ => new Dictionary<int, long>())];
    private readonly Dictionary<string, FuzzFailure> _failures = new(StringComparer.Ordinal);
    private InputKind _kind;
    private int _scenario;
    private ReadOnlyMemory<byte> _input;

    /// <param name="options">How long to run, and from where.</param>
    /// <param name="subject">What is tested.</param>
    /// <param name="onHang">Called with an input that takes too long, while it still does.</param>
    public Fuzzer(FuzzOptions options, Subject subject, Action<FuzzFailure> onHang)
    {
        _options = options;
        _onHang = onHang;
        _targets = [new RequestTarget(subject), new FormTarget(subject), new PasteTarget(subject)];
        _corpora = [.. Kinds.Select(kind => _scenarios.Select(scenario => new Corpus(Seeds.Of(kind, scenario))).ToArray())];
    }

    public FuzzReport Run()
    {
        Randomness random = new(_options.Seed);
        Mutator mutator = new(random);
        long started = Stopwatch.GetTimestamp();
        long slowest = 0;
        long done = 0;
        using Watchdog watchdog = new(_options.LongestInput, _options.Clock, ReportHang);
        for (long last = started; done < _options.Inputs && _failures.Count < _options.MostFailures; done++)
        {
            _kind = Kinds[random.Below(Kinds.Length)];
            _scenario = random.Below(_scenarios.Count);
            _input = mutator.Next(_kind, _corpora[(int)_kind][_scenario]);
            watchdog.Begin();
            RunOne(random);

            long now = Stopwatch.GetTimestamp();
            slowest = Math.Max(slowest, now - last);
            last = now;
        }

        return new FuzzReport
        {
            Seed = _options.Seed,
            Inputs = done,
            Elapsed = Stopwatch.GetElapsedTime(started),
            Slowest = Stopwatch.GetElapsedTime(0, slowest),
            Behaviours = Kinds.ToDictionary(kind => kind, kind => _behaviours[(int)kind].Count),
            Outcomes = Kinds
                .SelectMany(kind => _outcomes[(int)kind].Select(entry => (Key: (kind, _targets[(int)kind].NameOf(entry.Key)), entry.Value)))
                .ToDictionary(entry => entry.Key, entry => entry.Value),
            Failures = [.. _failures.Values],
        };
    }

    private void RunOne(Randomness random)
    {
        IFuzzTarget target = _targets[(int)_kind];
        Scenario scenario = _scenarios[_scenario];
        try
        {
            bool thorough = random.OneIn(_options.OneThoroughIn);
            Behaviour behaviour = target.Run(_input, scenario, thorough);
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_outcomes[(int)_kind], behaviour.Outcome, out _)++;
            if (_behaviours[(int)_kind].Add((_scenario, behaviour)))
            {
                _corpora[(int)_kind][_scenario].Keep(_input.Span, random);
                if (!thorough)
                {
                    target.Run(_input, scenario, thorough: true);
                }
            }
        }
#pragma warning disable CA1031 // Whatever is thrown is what is looked for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Record(exception);
        }
    }

    private void Record(Exception exception)
    {
        string rule = RuleOf(exception);
        FuzzFailure failure = _failures.TryGetValue(rule, out FuzzFailure? known)
            ? known with { Count = known.Count + 1 }
            : new FuzzFailure(rule, exception.Message, _kind, _scenario, Shorten(_input.ToArray(), rule));
        _failures[rule] = failure;
    }

    private static string RuleOf(Exception exception) =>
        exception is Violation violation ? violation.Rule : $"Nothing throws: {exception.GetType().Name} in {exception.TargetSite?.DeclaringType?.Name}.{exception.TargetSite?.Name}";

    // Leaves out what is not needed to break the same rule, in ever smaller pieces.
    private byte[] Shorten(byte[] input, string rule)
    {
        int tries = 0;
        for (int piece = input.Length / 2; piece > 0; piece /= 2)
        {
            for (int start = 0; start + piece <= input.Length && tries < MostTries; tries++)
            {
                byte[] shorter = [.. input.AsSpan(0, start), .. input.AsSpan(start + piece)];
                if (Breaks(shorter, rule))
                {
                    input = shorter;
                }
                else
                {
                    start += piece;
                }
            }
        }

        return input;
    }

    private bool Breaks(byte[] input, string rule)
    {
        try
        {
            _targets[(int)_kind].Run(input, _scenarios[_scenario], thorough: true);
            return false;
        }
#pragma warning disable CA1031 // Whatever is thrown is compared with what was.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return RuleOf(exception) == rule;
        }
    }

    private void ReportHang() => _onHang(new FuzzFailure("Nothing hangs", $"longer than {_options.LongestInput}", _kind, _scenario, _input.ToArray()));
}
