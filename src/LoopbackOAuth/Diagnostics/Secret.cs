using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace LoopbackOAuth.Diagnostics;

/// <summary>
/// A value that must not be printed: an authorization code, a code verifier, a state, a token or a client secret.
/// </summary>
/// <remarks>
/// It has no readable property, so <see cref="ToString"/>, string interpolation, a logger, a debugger view and a
/// JSON serializer all show nothing of it but a placeholder. <see cref="Reveal"/> is the only way to the text, which makes every
/// place that uses a secret easy to find in a review.
/// </remarks>
[DebuggerDisplay("[redacted]")]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret : IEquatable<Secret>
{
    /// <summary>What is shown instead of a secret.</summary>
    public const string Redacted = "[redacted]";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <summary>Wraps a secret text.</summary>
    /// <param name="value">The text; neither null nor empty.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>The text itself. Hand it to the protocol and to nothing that prints.</summary>
    /// <returns>The secret text.</returns>
    public string Reveal() => _value;

    /// <summary>Compares in a time that does not depend on where two secrets of one length differ.</summary>
    /// <param name="other">The other secret.</param>
    /// <returns><see langword="true"/> when both hold the same text.</returns>
    public bool Equals(Secret? other) =>
        other is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(_value), Encoding.UTF8.GetBytes(other._value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Never the secret.</summary>
    /// <returns><see cref="Redacted"/>.</returns>
    public override string ToString() => Redacted;

    /// <summary>Wraps a text that may be absent.</summary>
    /// <param name="value">The text, or null or empty when there is none.</param>
    /// <returns>The secret, or <see langword="null"/>.</returns>
    public static Secret? FromNullable(string? value) => string.IsNullOrEmpty(value) ? null : new Secret(value);
}
