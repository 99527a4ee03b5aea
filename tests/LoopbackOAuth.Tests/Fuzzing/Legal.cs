using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LoopbackOAuth.Fuzz;

namespace LoopbackOAuth.Tests.Fuzzing;

/// <summary>Generates what an authorization server may send.</summary>
internal static class Legal
{
    private static readonly string[] Known = ["code", "state", "iss", "error", "error_description", "error_uri"];

    private static readonly Gen<char> Vschar = Gen.Choose(0x20, 0x7E).Select(value => (char)value);
    private static readonly Gen<char> Nqschar = Vschar.Where(value => value is not ('"' or '\\'));

    public static Gen<string> Code { get; } = Text(Vschar);

    public static Gen<string> Error { get; } = Gen.OneOf(Gen.Elements("access_denied", "server_error", "login_required"), Text(Nqschar));

    public static Gen<string> ErrorUri { get; } = Text(Nqschar.Where(value => value != ' '));

    /// <summary>Any text in any language, control characters included: it is shown nowhere as it is.</summary>
    public static Gen<string> ErrorDescription { get; } =
        Gen.Frequency(
            (4, Vschar.Select(value => new Rune(value))),
            (1, Gen.Choose(0, 0x9F).Select(value => new Rune(value))),
            (1, Gen.Choose(0xA0, 0xD7FF).Select(value => new Rune(value))),
            (1, Gen.Choose(0xE000, 0xFFFF).Select(value => new Rune(value))),
            (1, Gen.Choose(0x10000, 0x10FFFF).Select(value => new Rune(value))))
        .NonEmptyListOf().Select(runes => string.Concat(runes));

    /// <summary>A response that must be accepted, with the values it carries.</summary>
    public static Gen<LegalResponse> Response(Scenario scenario) =>
        from own in Gen.OneOf(
            from code in Code
            select new[] { ("code", code) },
            from error in Error
            from description in ErrorDescription.OrNull()
            from uri in ErrorUri.OrNull()
            select new[] { ("error", error), ("error_description", description), ("error_uri", uri) })
        from names in scenario.IssuerRequired ? Gen.Constant(true) : Gen.Elements(true, false)
        let issuer = names ? scenario.ExpectedIssuer ?? "any issuer" : null
        let carried = own.Append(("state", Scenario.State)).Append(("iss", issuer)).Where(pair => pair.Item2 is not null).ToDictionary(pair => pair.Item1, pair => pair.Item2!, StringComparer.Ordinal)
        from encoded in Gen.CollectToList(carried, pair => from name in Encoded(pair.Key) from value in Encoded(pair.Value) select $"{name}={value}")
        from empty in Gen.SubListOf(Known.Except(carried.Keys).ToArray())
        from bare in Gen.Elements("", "=")
        from others in Unknown.ListOf().Select(list => list.Take(5))
        from pairs in Gen.Shuffle([.. encoded, .. empty.Select(name => name + bare), .. others])
        from separator in Gen.Elements("&", "&", "&", "&&")
        select new LegalResponse(carried, pairs, separator);

    /// <summary>A parameter that nobody knows, with any bytes.</summary>
    public static Gen<string> Unknown { get; } =
        Gen.OneOf(
            Gen.Elements("scope=openid", "session_state=5c1e", "authuser=0", "prompt=%zz", "x", "", "=", "Code=a", "STATE=x", "code%20=a", "+code=a", "%00state=x", "state%=a", "c\u00F6de=x", "%FF=%FF", "err%6Fr_=x", "iss%C0%80=x"),
            Gen.Choose(0, 255).Where(value => value != '&').Select(value => (char)value).ListOf().Select(value => $"unknown={string.Concat(value)}"));

    /// <summary>One of the many ways to form-encode a text.</summary>
    public static Gen<string> Encoded(string text) => Gen.CollectToArray(Encoding.UTF8.GetBytes(text), EncodedByte).Select(string.Concat);

    private static Gen<string> EncodedByte(byte value)
    {
        string[] escapes = [$"%{value:X2}", $"%{value:x2}", $"%{value >> 4:X}{value & 15:x}"];
        return value == ' ' ? Gen.Elements([.. escapes, "+"])
            : value is <= (byte)' ' or >= 0x7F or (byte)'%' or (byte)'&' or (byte)'+' or (byte)'#' or (byte)'=' ? Gen.Elements(escapes)
            : Gen.Frequency((4, Gen.Constant(((char)value).ToString())), (1, Gen.Elements(escapes)));
    }

    private static Gen<string> Text(Gen<char> character) => character.NonEmptyListOf().Select(characters => string.Concat(characters));
}
