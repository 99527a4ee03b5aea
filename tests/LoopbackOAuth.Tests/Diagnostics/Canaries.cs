using System.Text;

namespace LoopbackOAuth.Tests.Diagnostics;

/// <summary>Secrets that went through a flow, and the search for them: as they are, percent-encoded, in Base64, and by their first 16 characters.</summary>
internal static class Canaries
{
    private const int Recognizable = 16;

    /// <summary>Fails when a text holds one of the secrets in any of these forms.</summary>
    internal static void AssertAbsent(IEnumerable<string> secrets, string text)
    {
        foreach (string secret in secrets.Distinct(StringComparer.Ordinal))
        {
            Assert.All(Forms(secret), form => Assert.DoesNotContain(form, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>How a secret may come to be written.</summary>
    internal static IEnumerable<string> Forms(string secret)
    {
        yield return secret.Length > Recognizable + 8 ? secret[..Recognizable] : secret;
        yield return Uri.EscapeDataString(secret);

        // In Base64 a text begins at one of three offsets; what depends on its neighbours is left away.
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        for (int offset = 0; offset < 3; offset++)
        {
            string encoded = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            yield return encoded[(offset == 0 ? 0 : 4)..^4];
            yield return encoded[(offset == 0 ? 0 : 4)..^4].Replace('+', '-').Replace('/', '_');
        }
    }
}
