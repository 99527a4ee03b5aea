using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http;

namespace LoopbackOAuth.Benchmarks.Requests;

/// <summary>A handler of Kestrel's parser that does nothing with what it is told.</summary>
internal readonly struct KestrelIgnoringHandler : IHttpHeadersHandler, IHttpRequestLineHandler
{
    public void OnStartLine(HttpVersionAndMethod versionAndMethod, TargetOffsetPathLength targetPath, Span<byte> startLine)
    {
    }

    public void OnHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
    }

    public void OnHeadersComplete(bool endStream)
    {
    }

    public void OnStaticIndexedHeader(int index)
    {
    }

    public void OnStaticIndexedHeader(int index, ReadOnlySpan<byte> value)
    {
    }
}
