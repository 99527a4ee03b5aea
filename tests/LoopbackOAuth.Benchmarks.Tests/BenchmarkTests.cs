using System.Reflection;
using LoopbackOAuth.Benchmarks.Callback;
using LoopbackOAuth.Benchmarks.Reports;
using LoopbackOAuth.Benchmarks.Requests;
using LoopbackOAuth.Benchmarks.Tokens;

namespace LoopbackOAuth.Benchmarks.Tests;

public sealed class BenchmarkTests
{
    private static readonly (string Class, string Parameter, string Method, object Instance, MethodInfo Code)[] All =
    [
        .. from type in BenchmarkCases.Types
           from instance in BenchmarkCases.Instances(type)
           from method in BenchmarkCases.Methods(type)
           select (type.Name, instance.Parameter, method.Name, instance.Instance, method),
    ];

    public static TheoryData<string, string, string> Every => [.. All.Select(item => (item.Class, item.Parameter, item.Method))];

    public static TheoryData<string, string, string> Ours =>
        [.. All.Where(item => item.Method.StartsWith("Loopback", StringComparison.Ordinal)).Select(item => (item.Class, item.Parameter, item.Method))];

    [Theory, MemberData(nameof(Every))]
    public void A_benchmark_gives_the_right_result(string type, string parameter, string method)
    {
        (_, _, _, object instance, MethodInfo code) = Find(type, parameter, method);

        object expected = type switch
        {
            nameof(CallbackParsingBenchmarks) => ExampleCallback.Code.Length,
            nameof(BrowserRequestBenchmarks) or nameof(CachedTokenBenchmarks) => true,
            nameof(ConstantTimeBenchmarks) => method.EndsWith("Same", StringComparison.Ordinal),
            _ => throw new InvalidOperationException($"Nobody has said what {type} gives."),
        };
        Assert.Equal(expected, code.Invoke(instance, null));
    }

    [Theory, MemberData(nameof(Ours))]
    public void Reading_judging_and_a_good_token_allocate_nothing(string type, string parameter, string method)
    {
        (_, _, _, object instance, MethodInfo code) = Find(type, parameter, method);

        Assert.Equal(0, InterleavedRun.Allocated(InterleavedRun.Loop(code, instance)));
    }

    [Fact]
    public void Every_parser_of_the_benchmark_finds_the_same_code()
    {
        VectorizedSplit.Locate(ExampleCallback.QueryBytes, out ReadOnlySpan<byte> code, out ReadOnlySpan<byte> state, out ReadOnlySpan<byte> issuer);

        Assert.Equal(ExampleCallback.Code, System.Text.Encoding.ASCII.GetString(code));
        Assert.Equal(ExampleCallback.State, System.Text.Encoding.ASCII.GetString(state));
        Assert.Equal(ExampleCallback.Issuer, Uri.UnescapeDataString(System.Text.Encoding.ASCII.GetString(issuer)));
        Assert.Equal<IEnumerable<string?>>([ExampleCallback.Code, ExampleCallback.State, null], MsalResponse.FromUri(ExampleCallback.Url));
        Assert.Equal<IEnumerable<string?>>([ExampleCallback.Code, ExampleCallback.State, null], MsalResponse.FromPostData(ExampleCallback.QueryBytes));
        Assert.Equal(ExampleCallback.Code, new Google.Apis.Auth.OAuth2.Responses.AuthorizationCodeResponseUrl(ExampleCallback.Query).Code);
    }

    [Fact]
    public void The_inputs_have_the_sizes_that_the_page_states()
    {
        Assert.Equal((74, 43), (ExampleCallback.Code.Length, ExampleCallback.State.Length));
        Assert.Equal(191, ExampleCallback.Query.Length);
        Assert.Equal((730, 868), (ChromeRequest.Short.Length, ChromeRequest.Whole.Length));
    }

    private static (string Class, string Parameter, string Method, object Instance, MethodInfo Code) Find(string type, string parameter, string method) =>
        All.Single(item => (item.Class, item.Parameter, item.Method) == (type, parameter, method));
}
