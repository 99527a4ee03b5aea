using System.Buffers;
using BenchmarkDotNet.Attributes;
using LoopbackOAuth.Benchmarks.Callback;
using LoopbackOAuth.Benchmarks.Reports;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Transports;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http;

namespace LoopbackOAuth.Benchmarks.Requests;

/// <summary>
/// The whole request as the browser sends it. Kestrel's parser reads it and decides nothing; this library reads it,
/// decides whether it is admitted, and validates the callback in it.
/// </summary>
[MemoryDiagnoser]
public class BrowserRequestBenchmarks
{
    private static readonly HttpParser<KestrelIgnoringHandler> IgnoringParser = new();
    private static readonly HttpParser<KestrelKeepingHandler> KeepingParser = new();

    private readonly KeptRequest _kept = new();
    private readonly AdmissionPolicy _policy = new(new Uri(ExampleCallback.RedirectUri), acceptFormPost: false);
    private readonly CallbackValidator _validator = ExampleCallback.CreateValidator();
    private byte[] _request = ChromeRequest.Whole;

    /// <summary>Whether the client hints of Chromium 156 are in it (868 bytes) or not (730 bytes).</summary>
    [ParamsAllValues]
    public bool Hints { get; set; }

    [GlobalSetup]
    public void Choose() => _request = Hints ? ChromeRequest.Whole : ChromeRequest.Short;

    [Benchmark(Baseline = true, Description = "Kestrel HttpParser, nothing kept")]
    public bool KestrelIgnoring()
    {
        SequenceReader<byte> reader = new(new ReadOnlySequence<byte>(_request));
        KestrelIgnoringHandler handler = default;
        return IgnoringParser.ParseRequestLine(handler, ref reader) && IgnoringParser.ParseHeaders(handler, ref reader);
    }

    [Benchmark(Description = "Kestrel HttpParser, target and host kept")]
    public bool KestrelKeeping()
    {
        SequenceReader<byte> reader = new(new ReadOnlySequence<byte>(_request));
        KestrelKeepingHandler handler = new(_kept);
        return KeepingParser.ParseRequestLine(handler, ref reader) && KeepingParser.ParseHeaders(handler, ref reader);
    }

    [Benchmark(Description = "LoopbackOAuth, read only")]
    public bool LoopbackRead() =>
        HttpRequestHead.Parse(_request, out CallbackRequest request, out _) is HttpRequestHeadStatus.Complete && request.HostCount == 1;

    [Benchmark(Description = "LoopbackOAuth, to the verdict")]
    [BenchmarkCategory(RatioTable.Reference)]
    public bool LoopbackVerdict() =>
        HttpRequestHead.Parse(_request, out CallbackRequest request, out _) is HttpRequestHeadStatus.Complete
        && _policy.Judge(request, out ReadOnlySpan<byte> query) is Admission.Query
        && _validator.Validate(query, out _) is CallbackRefusal.None;
}
