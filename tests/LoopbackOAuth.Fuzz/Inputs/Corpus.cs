namespace LoopbackOAuth.Fuzz.Inputs;

/// <summary>The inputs of one kind that are mutated: the seeds, and what led to a new behaviour.</summary>
internal sealed class Corpus
{
    private const int MostKept = 4096;
    private const int LongestUsual = 2048;
    private const int LongestKept = 24 * 1024;

    private readonly List<byte[]> _inputs;
    private readonly int _seeds;

    public Corpus(IEnumerable<byte[]> seeds)
    {
        _inputs = [.. seeds];
        _seeds = _inputs.Count;
    }

    public int Count => _inputs.Count;

    /// <summary>One of them: a seed every fourth time, so that what is usual stays usual, and rarely a long one, which takes long.</summary>
    public byte[] Pick(Randomness random)
    {
        byte[] input;
        do
        {
            input = _inputs[random.Below(random.OneIn(4) ? _seeds : _inputs.Count)];
        }
        while (input.Length > LongestUsual && !random.OneIn(32));

        return input;
    }

    /// <summary>Keeps an input. When there are many, it takes the place of another that is no seed.</summary>
    public void Keep(ReadOnlySpan<byte> input, Randomness random)
    {
        if (input.Length > LongestKept)
        {
            return;
        }

        if (_inputs.Count < MostKept)
        {
            _inputs.Add(input.ToArray());
        }
        else
        {
            _inputs[_seeds + random.Below(_inputs.Count - _seeds)] = input.ToArray();
        }
    }
}
