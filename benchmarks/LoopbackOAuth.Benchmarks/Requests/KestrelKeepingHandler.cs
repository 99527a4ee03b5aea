using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http;

namespace LoopbackOAuth.Benchmarks.Requests;

/// <summary>A handler of Kestrel's parser that keeps the target and the host, the least that a decision needs.</summary>
internal readonly struct KestrelKeepingHandler(KeptRequest kept) : IHttpHeadersHandler, IHttpRequestLineHandler
{
    public void OnStartLine(HttpVersionAndMethod versionAndMethod, TargetOffsetPathLength targetPath, Span<byte> startLine)
    {
        Span<byte> target = startLine[targetPath.Offset..];
        target.CopyTo(kept.Target);
        kept.TargetLength = target.Length;
    }

    public void OnHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Ascii.EqualsIgnoreCase(name, "Host"u8))
        {
            value.CopyTo(kept.Host);
            kept.HostLength = value.Length;
        }
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
