using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LoopbackOAuth.Fuzz;

namespace LoopbackOAuth.Tests.Fuzzing;

/// <summary>Runs properties: the same cases on every run, unless another seed is asked for.</summary>
internal static class Properties
{
    public const string SeedVariable = "LOOPBACK_OAUTH_FUZZ_SEED";

    public static ulong Seed { get; } =
        ulong.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) ? seed : new FuzzOptions { Inputs = 0 }.Seed;

    /// <summary>Holds when the check passes for every generated case; otherwise the smallest case that was found is shown.</summary>
    public static void Hold<T>(int cases, Gen<T> generator, Action<T> check) => Hold(cases, Arb.From(generator), check);

    /// <inheritdoc cref="Hold{T}(int, Gen{T}, Action{T})"/>
    public static void HoldFor(int cases, Gen<Bytes> generator, Action<Bytes> check) => Hold(cases, Arb.From(generator, bytes => bytes.Shorter()), check);

    /// <inheritdoc cref="Hold{T}(int, Gen{T}, Action{T})"/>
    public static void Hold<T>(int cases, Gen<T> generator, Func<T, Task> check) => Run(cases, Prop.ForAll(Arb.From(generator), check));

    private static void Hold<T>(int cases, Arbitrary<T> arbitrary, Action<T> check) => Run(cases, Prop.ForAll(arbitrary, check));

    private static void Run(int cases, Property property)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{SeedVariable}={Seed}");
        Replay replay = new(new Rnd(Seed), Microsoft.FSharp.Core.FSharpOption<int>.None);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true).WithReplay(replay), property);
    }
}
