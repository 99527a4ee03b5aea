using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;

namespace LoopbackOAuth.Testing.Http;

/// <summary>A reply, before it is known which way it goes out.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body.</param>
internal sealed record TestHttpResponse(int Status, byte[] Body)
{
    public HttpFields Fields { get; } = new();

    public static TestHttpResponse Html(int status, string title, string content = "")
    {
        string page = $"<!DOCTYPE html><html><head><title>{WebUtility.HtmlEncode(title)}</title></head><body><h1>{WebUtility.HtmlEncode(title)}</h1>{content}</body></html>";
        return new TestHttpResponse(status, Encoding.UTF8.GetBytes(page)).With("Content-Type", "text/html; charset=utf-8");
    }

    public static TestHttpResponse Json(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return new TestHttpResponse(status, buffer.WrittenSpan.ToArray()).With("Content-Type", "application/json");
    }

    /// <summary>RFC 9700 section 4.12: 303 makes a GET of whatever led here, 307 never does. The address may hold a code, and belongs in no cache.</summary>
    public static TestHttpResponse SeeOther(string location) => new TestHttpResponse(303, []).With("Location", location).With("Cache-Control", "no-store");

    public TestHttpResponse With(string name, string value)
    {
        Fields.Add(name, value);
        return this;
    }

    /// <summary>RFC 6749 section 5.1: whatever holds a token is not kept.</summary>
    public TestHttpResponse NotStored() => With("Cache-Control", "no-store").With("Pragma", "no-cache");

    public override string ToString() => Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
