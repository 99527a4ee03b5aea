using System.Text;

namespace LoopbackOAuth.Tool.Relay;

/// <summary>The parameters of a query, decoded. One without a value is as if it were not there (RFC 6749 section 3.1).</summary>
internal sealed class QueryReader
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<(string Name, string Value)> _parameters = [];

    /// <param name="query">The query without its question mark.</param>
    public QueryReader(string query)
    {
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int mark = pair.IndexOf('=', StringComparison.Ordinal);
            string? name = Decode(mark < 0 ? pair : pair[..mark]);
            string? value = mark < 0 ? "" : Decode(pair[(mark + 1)..]);
            IsMalformed |= name is null || value is null;
            if (name is not null && value is not null)
            {
                _parameters.Add((name, value));
            }
        }
    }

    /// <summary>Whether an escape is damaged or stands for something that is not text.</summary>
    public bool IsMalformed { get; }

    /// <summary>The first value of a parameter that is not empty, or <see langword="null"/>.</summary>
    public string? this[string name] => _parameters.Find(parameter => parameter.Name == name && parameter.Value.Length > 0).Value;

    /// <summary>The names of all parameters, with or without a value, in their order.</summary>
    public IEnumerable<string> Names => _parameters.Select(parameter => parameter.Name);

    public bool Has(string name) => this[name] is not null;

    /// <summary>Whether a parameter comes more than once, with or without a value: servers differ in which one they take.</summary>
    public bool Repeats(string name) => _parameters.Count(parameter => parameter.Name == name) > 1;

    private static string? Decode(string text)
    {
        byte[] bytes = new byte[text.Length];
        int length = 0;
        for (int index = 0; index < text.Length; index++)
        {
            byte value = text[index] is '+' ? (byte)' ' : (byte)text[index];
            if (text[index] is '%')
            {
                if (index + 2 >= text.Length || !char.IsAsciiHexDigit(text[index + 1]) || !char.IsAsciiHexDigit(text[index + 2]))
                {
                    return null;
                }

                value = Convert.FromHexString(text.AsSpan(index + 1, 2))[0];
                index += 2;
            }

            bytes[length++] = value;
        }

        try
        {
            return s_strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
