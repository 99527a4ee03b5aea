using System.Text;

namespace LoopbackOAuth.Fuzz.Inputs;

/// <summary>Pieces that matter to one of the readers.</summary>
internal static class Tokens
{
    private static readonly byte[][] Form = All(
    [
        "&", "=", "+", "%", "%4", "%zz", "%4G", "%4g", "%G4", "%g4", "%4:", "%4/", "%4@", "%4`", "%:4", "%/4", "%@4", "%`4", "% 4", "%+4", "%-4", "%00", "%0d%0a", "%20", "%22", "%5C", "%7F", "%25", "%26", "%3D", "%2B", "%C3%A9", "%C0%AF", "%E2%82", "%ED%A0%80", "%F0%9F%98%80", "%F4%90%80%80", "%FF", "%EF%BF%BD",
        "\u00C3\u00A9", "\u00C3", "\u00A9", "\u00FF", "\0", "\"", "\\", " ", "~", "\u007F", "\u001b[31m", "code", "state", "iss", "error", "error_description", "error_uri", "code=", "&state=", "&iss=", "&error=", "&error_description=", "&error_uri=",
        "c%6fde", "%73tate", "st%61te=", "i%73%73", "%65rror", "error%5Fdescription", "Code", "state ", "state%00", "+state", "x=y", "&&", $"state={Scenario.State}", $"&state={Scenario.State}", Scenario.State,
        "&iss=https%3A%2F%2Fas.example%2Fa%2Bb", "https://as.example/a%2bb", "https://as.example/a+b", "&code=abc", "&error=access_denied", "#", "?", ";",
    ]);

    private static readonly byte[][] Request = All(
    [
        "\r\n", "\r\n\r\n", "\n", "\r", "\r\n ", "\r\n\t", " ", "\t", ":", ": ", ",", "\0", "\u0001", "\u007F", "\u00E9", "/", "//", "/callback", "/oauth/callback", "?", "*", "%2F", "%", "..", "http://127.0.0.1:49321", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", " HTTP/1.1",
        "GET ", "POST ", "HEAD ", "OPTIONS ", "PRI * HTTP/2.0", "Host: ", "Host: 127.0.0.1:49321\r\n", "Host: localhost\r\n", "Host: [::1]:49321\r\n", "127.0.0.1", "localhost", ":49321", ":80", "evil.example",
        "\r\nContent-Length: ", "\r\nContent-Length: 0", "\r\nContent-Type: application/x-www-form-urlencoded", "; charset=UTF-8", "\r\nTransfer-Encoding: chunked", "\r\nUpgrade: h2c", "\r\nSec-Purpose: prefetch", "\r\nPurpose: preview", "\r\nX-Purpose: preview", "\r\nPurpose: ",
        "\r\nSec-Fetch-Mode: ", "\r\nSec-Fetch-Mode: navigate", "\r\nSec-Fetch-Mode: cors", "\r\nSec-Fetch-Mode: no-cors", "\r\nSec-Fetch-Dest: document", "\r\nSec-Fetch-Dest: image", "\r\nSec-Fetch-Dest: iframe", "\r\nOrigin: https://accounts.x.ai",
        "\r\nConnection: keep-alive", "\r\nExpect: 100-continue", "navigate", "document", "16384", "16385", "4294967296", "9999999999",
    ]);

    private static readonly byte[][] Paste = All(
    [
        " ", "\n", "\r\n  ", "\t", "\"", "'", "`", "<", ">", "(", ")", "[", "](", "\u00E2\u0080\u009C", "\u00E2\u0080\u009D", "\u00E2\u0080\u008B", "\u00EF\u00BB\u00BF", "\u00C2\u00A0", "\u001b[200~", "\u001b[201~", "&amp;", "&AMP;", "Callback URL: ", "callbackurl:", "http://", "https://", "HTTP://", "ftp://",
        "127.0.0.1:49321", "127.1:49321", "0x7f.1:49321", "2130706433:49321", "localhost", "LOCALHOST", "[::1]:49321", "[0:0:0:0:0:0:0:1]:49321", "@", "user@", ":049321", ":50000", "/callback", "/oauth/callback", "/./", "/../", "/%63allback", "\\", "/", "//", "?", "#", "response_type=code&",
    ]);

    public static byte[] Of(InputKind kind, Randomness random)
    {
        byte[][] own = kind switch
        {
            InputKind.Request => Request,
            InputKind.Paste => Paste,
            _ => Form,
        };
        return random.OneIn(2) ? random.Of(own) : random.Of(Form);
    }

    private static byte[][] All(string[] tokens) => [.. tokens.Select(Encoding.Latin1.GetBytes)];
}
