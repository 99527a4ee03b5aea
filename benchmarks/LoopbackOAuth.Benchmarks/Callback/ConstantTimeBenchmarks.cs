using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Benchmarks.Callback;

/// <summary>The compare of a state of 43 bytes: its time must not tell where the first difference is.</summary>
[MemoryDiagnoser]
public class ConstantTimeBenchmarks
{
    private readonly byte[] _expected = System.Text.Encoding.ASCII.GetBytes(ExampleCallback.State);
    private byte[] _received = [];

    /// <summary>Where the received state differs from the expected one.</summary>
    [ParamsAllValues]
    public DifferencePlace Difference { get; set; }

    [GlobalSetup]
    public void Choose()
    {
        _received = [.. _expected];
        if (Difference is not DifferencePlace.None)
        {
            _received[Difference switch { DifferencePlace.First => 0, DifferencePlace.Middle => _received.Length / 2, _ => _received.Length - 1 }] ^= 1;
        }
    }

    [Benchmark(Baseline = true, Description = "LoopbackOAuth FixedTime")]
    public bool Loopback() => FixedTime.AreEqual(_received, _expected);

    [Benchmark(Description = "CryptographicOperations.FixedTimeEquals")]
    public bool Platform() => CryptographicOperations.FixedTimeEquals(_received, _expected);

    /// <summary>What a compare looks like that does tell.</summary>
    [Benchmark(Description = "SequenceEqual (not fixed-time)")]
    public bool Sequence() => _received.AsSpan().SequenceEqual(_expected);
}
