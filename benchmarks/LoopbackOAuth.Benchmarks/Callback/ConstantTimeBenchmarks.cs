using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using LoopbackOAuth.Callback;

namespace LoopbackOAuth.Benchmarks.Callback;

/// <summary>
/// The compare of a state of 43 bytes: its time must not tell where the first difference is. All places are in one run and
/// go through the same compiled code, so that nothing but the data differs. A compare that stops at the first difference
/// shows what it looks like when one does tell.
/// </summary>
[MemoryDiagnoser]
public class ConstantTimeBenchmarks
{
    // Where an array happens to lie changes the time, too; so there are many of each.
    private const int Count = 64;

    private readonly byte[] _expected = Encoding.ASCII.GetBytes(ExampleCallback.State);
    private readonly byte[][] _same = Copies(different: null);
    private readonly byte[][] _first = Copies(0);
    private readonly byte[][] _middle = Copies(ExampleCallback.State.Length / 2);
    private readonly byte[][] _last = Copies(ExampleCallback.State.Length - 1);

    [Benchmark(Baseline = true, OperationsPerInvoke = Count, Description = "FixedTime, no difference")]
    public bool LoopbackSame() => FixedTimeEqual(_same) == Count;

    [Benchmark(OperationsPerInvoke = Count, Description = "FixedTime, first byte")]
    public bool LoopbackFirst() => FixedTimeEqual(_first) == Count;

    [Benchmark(OperationsPerInvoke = Count, Description = "FixedTime, middle byte")]
    public bool LoopbackMiddle() => FixedTimeEqual(_middle) == Count;

    [Benchmark(OperationsPerInvoke = Count, Description = "FixedTime, last byte")]
    public bool LoopbackLast() => FixedTimeEqual(_last) == Count;

    [Benchmark(OperationsPerInvoke = Count, Description = "CryptographicOperations, no difference")]
    public bool PlatformSame() => PlatformEqual(_same) == Count;

    [Benchmark(OperationsPerInvoke = Count, Description = "CryptographicOperations, first byte")]
    public bool PlatformFirst() => PlatformEqual(_first) == Count;

    [Benchmark(OperationsPerInvoke = Count, Description = "CryptographicOperations, middle byte")]
    public bool PlatformMiddle() => PlatformEqual(_middle) == Count;

    [Benchmark(OperationsPerInvoke = Count, Description = "CryptographicOperations, last byte")]
    public bool PlatformLast() => PlatformEqual(_last) == Count;

    [Benchmark(OperationsPerInvoke = Count, Description = "stops at a difference, no difference")]
    public bool StoppingSame() => StoppingEqual(_same) == Count;

    [Benchmark(OperationsPerInvoke = Count, Description = "stops at a difference, first byte")]
    public bool StoppingFirst() => StoppingEqual(_first) == Count;

    [Benchmark(OperationsPerInvoke = Count, Description = "stops at a difference, middle byte")]
    public bool StoppingMiddle() => StoppingEqual(_middle) == Count;

    [Benchmark(OperationsPerInvoke = Count, Description = "stops at a difference, last byte")]
    public bool StoppingLast() => StoppingEqual(_last) == Count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FixedTimeEqual(byte[][] received)
    {
        int equal = 0;
        foreach (byte[] state in received)
        {
            equal += FixedTime.AreEqual(state, _expected) ? 1 : 0;
        }

        return equal;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int PlatformEqual(byte[][] received)
    {
        int equal = 0;
        foreach (byte[] state in received)
        {
            equal += CryptographicOperations.FixedTimeEquals(state, _expected) ? 1 : 0;
        }

        return equal;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int StoppingEqual(byte[][] received)
    {
        int equal = 0;
        foreach (byte[] state in received)
        {
            equal += AreEqualStopping(state, _expected) ? 1 : 0;
        }

        return equal;
    }

    private static bool AreEqualStopping(byte[] left, byte[] right)
    {
        for (int index = 0; index < left.Length; index++)
        {
            if (left[index] != right[index])
            {
                return false;
            }
        }

        return true;
    }

    private static byte[][] Copies(int? different)
    {
        byte[][] copies = [.. Enumerable.Range(0, Count).Select(_ => Encoding.ASCII.GetBytes(ExampleCallback.State))];
        foreach (byte[] copy in copies)
        {
            copy[different ?? 0] ^= (byte)(different is null ? 0 : 1);
        }

        return copies;
    }
}
