using System.Collections.Specialized;
using System.Text;
using System.Web;
using BenchmarkDotNet.Attributes;
using Google.Apis.Auth.OAuth2.Responses;
using LoopbackOAuth.Benchmarks.Reports;
using LoopbackOAuth.Callback;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace LoopbackOAuth.Benchmarks.Callback;

/// <summary>
/// The same callback, read by this library and by what other .NET programs read it with. Each returns the length of the
/// code it found. Only this library's two validating lines compare state and issuer.
/// </summary>
[MemoryDiagnoser]
public class CallbackParsingBenchmarks
{
    private readonly byte[] _query = ExampleCallback.QueryBytes;
    private readonly byte[] _unusual = Encoding.ASCII.GetBytes(ExampleCallback.Query.Replace("%3A", "%3a", StringComparison.Ordinal).Replace("%2F", "%2f", StringComparison.Ordinal));
    private readonly KnownIssuer _issuer = new(ExampleCallback.Issuer);
    private readonly string _text = ExampleCallback.Query;
    private readonly string _url = ExampleCallback.Url;
    private readonly CallbackValidator _validator = ExampleCallback.CreateValidator();

    [Benchmark(Baseline = true, Description = "vectorised split (floor)")]
    public int VectorizedSplitFloor()
    {
        VectorizedSplit.Locate(_query, out ReadOnlySpan<byte> code, out _, out _);
        return code.Length;
    }

    [Benchmark(Description = "LoopbackOAuth, parse")]
    public int LoopbackParse() =>
        CallbackParser.Parse(_query, out CallbackParameters parameters) is CallbackRefusal.None ? parameters.Code.DecodedLength : -1;

    [Benchmark(Description = "LoopbackOAuth, parse and validate")]
    [BenchmarkCategory(RatioTable.Reference)]
    public int LoopbackValidate() =>
        _validator.Validate(_query, out CallbackParameters parameters) is CallbackRefusal.None ? parameters.Code.DecodedLength : -1;

    /// <summary>The same work with one step less, to show what the compare of the state costs.</summary>
    [Benchmark(Description = "the same without the compare of the state")]
    public int LoopbackValidateWithoutState() =>
        CallbackParser.Parse(_query, out CallbackParameters parameters, _issuer) is CallbackRefusal.None && !parameters.State.IsEmpty && _issuer.Is(parameters.Issuer)
            ? parameters.Code.DecodedLength
            : -1;

    /// <summary>An issuer in its usual escapes is recognised as it is; in others it is decoded.</summary>
    [Benchmark(Description = "the same with unusual escapes in the issuer")]
    public int LoopbackValidateUnusual() =>
        _validator.Validate(_unusual, out CallbackParameters parameters) is CallbackRefusal.None ? parameters.Code.DecodedLength : -1;

    [Benchmark(Description = "QueryStringEnumerable, three values decoded")]
    public int QueryStringEnumerableDecode()
    {
        Decode(_text, out ReadOnlyMemory<char> code, out ReadOnlyMemory<char> state, out ReadOnlyMemory<char> issuer);
        return state.IsEmpty || issuer.IsEmpty ? -1 : code.Length;
    }

    [Benchmark(Description = "QueryStringEnumerable, three strings")]
    public int QueryStringEnumerableStrings()
    {
        Decode(_text, out ReadOnlyMemory<char> code, out ReadOnlyMemory<char> state, out ReadOnlyMemory<char> issuer);
        return state.ToString().Length + issuer.ToString().Length == 0 ? -1 : code.ToString().Length;
    }

    [Benchmark(Description = "QueryHelpers.ParseQuery")]
    public int QueryHelpersParse()
    {
        Dictionary<string, StringValues> values = QueryHelpers.ParseQuery(_text);
        return values["state"].Count + values["iss"].Count == 2 ? values["code"].ToString().Length : -1;
    }

    [Benchmark(Description = "Google AuthorizationCodeResponseUrl")]
    public int GoogleResponseUrl() => new AuthorizationCodeResponseUrl(_text).Code.Length;

    [Benchmark(Description = "HttpUtility.ParseQueryString")]
    public int HttpUtilityParse()
    {
        NameValueCollection values = HttpUtility.ParseQueryString(_text);
        return values["state"] is null || values["iss"] is null ? -1 : values["code"]!.Length;
    }

    [Benchmark(Description = "MSAL AuthorizationResult.FromUri")]
    public int MsalFromUri() => MsalResponse.CodeLengthFromUri(_url);

    [Benchmark(Description = "MSAL AuthorizationResult.FromPostData")]
    public int MsalFromPostData() => MsalResponse.CodeLengthFromPostData(_query);

    private static void Decode(string query, out ReadOnlyMemory<char> code, out ReadOnlyMemory<char> state, out ReadOnlyMemory<char> issuer)
    {
        code = state = issuer = default;
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(query))
        {
            ReadOnlySpan<char> name = pair.DecodeName().Span;
            if (name.SequenceEqual("code"))
            {
                code = pair.DecodeValue();
            }
            else if (name.SequenceEqual("state"))
            {
                state = pair.DecodeValue();
            }
            else if (name.SequenceEqual("iss"))
            {
                issuer = pair.DecodeValue();
            }
        }
    }
}
