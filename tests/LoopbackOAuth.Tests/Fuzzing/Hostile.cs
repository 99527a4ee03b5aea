using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LoopbackOAuth.Fuzz;

namespace LoopbackOAuth.Tests.Fuzzing;

/// <summary>Generates what nobody should send: near enough to the genuine thing to get past the first check.</summary>
internal static class Hostile
{
    private const int LongestResponse = 16 * 1024;

    private static readonly Gen<string> Atom = Gen.OneOf(
        Gen.Elements(
            "%", "%4", "%zz", "%4z", "%%41", "%4G", "%g4", "%4:", "%/4", "%4@", "%`4", "%+4", "%00", "%0d%0a", "%1b[31m", "%7F", "%80", "%C3%A9", "%C3", "%C0%AF", "%E0%80%AF", "%E2%82", "%ED%A0%80", "%EF%BF%BD", "%F0%9F%98%80", "%F4%90%80%80", "%FF",
            "\u00C3\u00A9", "\u00C3%A9", "\u00E2\u0082", "\u00ED\u00A0\u0080", "\u00FF", "\0", "\r\n", "\t", "\"", "%22", "\\", "%5c", "+", "%20", "%2B", "=", "#", ";", "a"),
        Gen.Choose(0, 255).Where(value => value != '&').Select(value => ((char)value).ToString()),
        Gen.Choose(0, 255).Select(value => value.ToString("\\%X2", CultureInfo.InvariantCulture)));

    private static readonly Gen<string> Name =
        from name in Gen.Elements("code", "state", "iss", "error", "error_description", "error_uri")
        from encoded in Gen.Frequency((3, Gen.Constant(name)), (1, Legal.Encoded(name)), (1, Atom.Select(atom => name + atom)), (1, Gen.Constant(name.ToUpperInvariant())))
        select encoded;

    private static readonly Gen<string> Value = Gen.Frequency(
        (3, Legal.Code.SelectMany(Legal.Encoded)),
        (2, Legal.ErrorDescription.SelectMany(Legal.Encoded)),
        (3, Gen.Constant(Scenario.State)),
        (1, Legal.Encoded(Scenario.State)),
        (2, Legal.Encoded(Scenario.Issuer)),
        (1, Gen.Constant("")),
        (3, Atom.ListOf().Select(string.Concat)));

    /// <summary>A text of parameters that may or may not be accepted.</summary>
    public static Gen<Bytes> Form(Scenario scenario) =>
        from start in Gen.Frequency((3, Legal.Response(scenario).Select(response => response.Text)), (2, Pairs))
        from text in Gen.Frequency((2, Gen.Constant(start)), (2, Pairs.Select(more => $"{start}&{more}")), (2, Pairs.Select(more => $"{more}&{start}")), (3, Changed(start)), (1, Padded(start)))
        select new Bytes(text);

    /// <summary>A few bytes of it replaced, left out or added.</summary>
    public static Gen<string> Changed(string text) =>
        from position in Gen.Choose(0, text.Length)
        from removed in Gen.Choose(0, Math.Min(3, text.Length - position))
        from added in Gen.OneOf(Gen.Constant(""), Atom, Gen.Constant("&"))
        select text[..position] + added + text[(position + removed)..];

    private static Gen<string> Pairs { get; } =
        from pairs in (from name in Name from value in Value select $"{name}={value}").Or(Legal.Unknown).ListOf()
        from repeat in Gen.Elements(0, 0, 0, 1)
        select string.Join('&', pairs.Take(8).Concat(pairs.Take(repeat)));

    // As long as may be, and a byte longer or shorter, by a parameter that means nothing.
    private static Gen<string> Padded(string text) =>
        from length in Gen.Choose(LongestResponse - 2, LongestResponse + 2)
        from first in Gen.Elements(true, false)
        let padding = "x=" + new string('y', Math.Max(0, length - text.Length - 3))
        select first ? $"{padding}&{text}" : $"{text}&{padding}";
}
