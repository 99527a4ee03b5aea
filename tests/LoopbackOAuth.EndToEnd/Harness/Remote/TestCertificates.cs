using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LoopbackOAuth.EndToEnd.Harness.Remote;

/// <summary>A certification authority of the test network's own and one certificate for its authorization server.</summary>
internal sealed record TestCertificates(string AuthorityPem, string ServerPem, string ServerKeyPem)
{
    /// <summary>The authority's certificate as one word, as a browser's policy wants it.</summary>
    public string AuthorityBase64 => Convert.ToBase64String(X509Certificate2.CreateFromPem(AuthorityPem).RawData);

    public static TestCertificates Create(params string[] names)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (from, to) = (now.AddHours(-1), now.AddDays(2));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=LoopbackOAuth end-to-end tests", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        authority.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authority.PublicKey, critical: false));
        using var authorityCertificate = authority.CreateSelfSigned(from, to);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        server.CertificateExtensions.Add(alternatives.Build());
        server.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        server.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        server.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authorityCertificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var certificate = server.Create(authorityCertificate, from, to, RandomNumberGenerator.GetBytes(16));
        return new(authorityCertificate.ExportCertificatePem(), certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
