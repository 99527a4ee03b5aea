using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LoopbackOAuth.Testing.Http;

namespace LoopbackOAuth.Testing.Server;

/// <summary>Signs ID tokens with ES256 (RFC 7518 section 3.4) and a key that lives as long as the server.</summary>
internal sealed class IdTokenSigner : IDisposable
{
    public const string Algorithm = "ES256";

    private readonly Lazy<ECDsa> _key = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    private readonly string _keyId = Base64UrlText.Encode(RandomNumberGenerator.GetBytes(8));

    public string Sign(Action<Utf8JsonWriter> writeClaims)
    {
        string header = Part(json =>
        {
            json.WriteString("alg", Algorithm);
            json.WriteString("typ", "JWT");
            json.WriteString("kid", _keyId);
        });
        string signed = $"{header}.{Part(writeClaims)}";
        byte[] signature = _key.Value.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64UrlText.Encode(signature)}";
    }

    /// <summary>The left half of the token's hash (OpenID Connect Core section 3.1.3.6).</summary>
    public static string HashOf(string accessToken) => Base64UrlText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));

    /// <summary>The public key (RFC 7517).</summary>
    public TestHttpResponse KeySet()
    {
        ECParameters parameters = _key.Value.ExportParameters(includePrivateParameters: false);
        return TestHttpResponse.Json(200, json =>
        {
            json.WriteStartArray("keys");
            json.WriteStartObject();
            json.WriteString("kty", "EC");
            json.WriteString("use", "sig");
            json.WriteString("alg", Algorithm);
            json.WriteString("kid", _keyId);
            json.WriteString("crv", "P-256");
            json.WriteString("x", Base64UrlText.Encode(parameters.Q.X));
            json.WriteString("y", Base64UrlText.Encode(parameters.Q.Y));
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            _key.Value.Dispose();
        }
    }

    private static string Part(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Base64UrlText.Encode(buffer.WrittenSpan);
    }
}
