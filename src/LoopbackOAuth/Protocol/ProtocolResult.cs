using System.Diagnostics.CodeAnalysis;

namespace LoopbackOAuth.Protocol;

/// <summary>What a step of the protocol gave: a value or an error, never both.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
internal sealed class ProtocolResult<T>
    where T : notnull
{
    private readonly T? _value;
    private readonly OAuthError? _error;

    private ProtocolResult(T? value, OAuthError? error)
    {
        _value = value;
        _error = error;
    }

    public static implicit operator ProtocolResult<T>(T value) => new(value, null);

    public static implicit operator ProtocolResult<T>(OAuthError error) => new(default, error);

    /// <summary>Takes the result apart.</summary>
    /// <param name="value">The value, on success.</param>
    /// <param name="error">The error, otherwise.</param>
    /// <returns><see langword="true"/> on success.</returns>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out OAuthError? error)
    {
        value = _value;
        error = _error;
        return error is null;
    }
}
