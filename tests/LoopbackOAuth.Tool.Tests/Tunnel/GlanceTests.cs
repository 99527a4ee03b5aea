using System.Text;
using LoopbackOAuth.Tool.Tunnel;

namespace LoopbackOAuth.Tool.Tests.Tunnel;

/// <summary>What the tunnel sees of the requests and replies that pass.</summary>
public sealed class GlanceTests
{
    [Theory]
    [InlineData("GET /callback?code=a&state=b HTTP/1.1\r\n", true)]
    [InlineData("GET /callback?state=b&code=a HTTP/1.1\r\n", true)]
    [InlineData("GET /callback?iss=https%3A%2F%2Fa&error=access_denied&state=b HTTP/1.1\r\n", true)]
    [InlineData("GET /?x&code=a&state HTTP/1.1\r\n", true)]
    [InlineData("GET /?code=a&state=b\n", true)]
    [InlineData("POST /callback HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded; charset=utf-8\r\n", true)]
    [InlineData("GET /?code=a&state=b HTTP/1.1\r\nHost: x\r\nSec-Fetch-Mode: navigate\r\n", true)]
    [InlineData("GET /?code=a&state=b HTTP/1.1\r\nOrigin: https://accounts.x.ai\r\nsec-fetch-mode: cors\r\n", true)]
    [InlineData("GET /?code=a&state=b HTTP/1.1\r\nOrigin: https://evil.example\r\nSec-Fetch-Mode: cors\r\n", false)]
    [InlineData("GET /?code=a&state=b HTTP/1.1\r\nOrigin: https://accounts.x.ai.evil.example\r\nSec-Fetch-Mode: cors\r\n", false)]
    [InlineData("GET /?code=a&state=b HTTP/1.1\r\nSec-Fetch-Mode: cors\r\n", false)]
    [InlineData("GET /?code=a&state=b HTTP/1.1\r\nSec-Fetch-Mode: no-cors\r\n", false)]
    [InlineData("POST / HTTP/1.1\r\nSec-Fetch-Mode: no-cors\r\nContent-Type: application/x-www-form-urlencoded\r\n", false)]
    [InlineData("POST /callback HTTP/1.1\r\n", false)]
    [InlineData("POST /callback HTTP/1.1\r\nContent-Type: text/plain\r\n", false)]
    [InlineData("GET /?state=1 HTTP/1.1\r\n", false)]
    [InlineData("GET /?code=1 HTTP/1.1\r\n", false)]
    [InlineData("GET /favicon.ico HTTP/1.1\r\n", false)]
    [InlineData("GET / HTTP/1.1\r\n", false)]
    [InlineData("GET /?coded=a&xstate=b&codestate=1&errorerrorerror=2 HTTP/1.1\r\n", false)]
    [InlineData("GET /?a=?code=b&state=c HTTP/1.1\r\n", false)]
    [InlineData("GET /result/0123456789 HTTP/1.1\r\nReferer: http://127.0.0.1/?code=a&state=b\r\n", false)]
    [InlineData("OPTIONS /callback?code=a&state=b HTTP/1.1\r\n", false)]
    [InlineData("HEAD /callback?code=a&state=b HTTP/1.1\r\n", false)]
    [InlineData("GET\r\n?code=a&state=b HTTP/1.1\r\n", false)]
    [InlineData("\u0016\u0003\u0001\u0002?code=&state=\r\n", false)]
    [InlineData("", false)]
    public void A_request_that_may_bring_a_response_is_told_from_others_however_it_is_cut(string request, bool isResponse)
    {
        string[] origins = ["https://accounts.x.ai"];
        RequestGlance whole = new(origins);
        whole.Add(Encoding.Latin1.GetBytes(request));
        Assert.Equal((false, false), (whole.IsComplete, whole.IsResponse));
        whole.Add("\r\n"u8);
        RequestGlance pieces = new(origins);
        foreach (byte value in Encoding.Latin1.GetBytes(request + "\r\nx"))
        {
            pieces.Add([value]);
        }

        Assert.Equal((isResponse, isResponse), (whole.IsResponse, pieces.IsResponse));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", true)]
    [InlineData("HTTP/1.0 303 See Other\r\n", true)]
    [InlineData("HTTP/1.1 204 No Content\r\n", true)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", false)]
    [InlineData("HTTP/1.1 500 x\r\n", false)]
    [InlineData("HTTP/1.1 ", false)]
    [InlineData("SSH-2.0-2", false)]
    public void A_reply_that_takes_what_was_brought_is_told_from_others(string reply, bool isGood)
    {
        ReplyGlance whole = new();
        whole.Add(Encoding.Latin1.GetBytes(reply));
        ReplyGlance pieces = new();
        foreach (byte value in Encoding.Latin1.GetBytes(reply))
        {
            pieces.Add([value]);
        }

        Assert.Equal((isGood, isGood, true), (whole.IsGood, pieces.IsGood, whole.IsThere));
        Assert.False(new ReplyGlance().IsThere);
    }

    [Theory]
    [InlineData("channel 2: open failed: connect failed: Connection refused", nameof(SshTrouble.NobodyListens), false)]
    [InlineData("channel 3: open failed: administratively prohibited: open failed", nameof(SshTrouble.ForwardForbidden), true)]
    [InlineData("ada@host: Permission denied (publickey,password).", nameof(SshTrouble.LoginRefused), true)]
    [InlineData("Received disconnect from 10.0.0.9 port 22:2: Too many authentication failures", nameof(SshTrouble.LoginRefused), true)]
    [InlineData("Permission denied, please try again.", nameof(SshTrouble.None), false)]
    [InlineData("Host key verification failed.", nameof(SshTrouble.HostKeyRefused), true)]
    [InlineData("@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @", nameof(SshTrouble.HostKeyRefused), true)]
    [InlineData("/home/ada/.ssh/config: line 3: Bad configuration option: foo", nameof(SshTrouble.Misconfigured), true)]
    [InlineData("ssh: Could not resolve hostname host: Name or service not known", nameof(SshTrouble.UnknownName), false)]
    [InlineData("ssh: connect to host 10.0.0.9 port 22: Connection refused", nameof(SshTrouble.Unreachable), false)]
    [InlineData("ssh: connect to host 10.0.0.9 port 22: Network is unreachable", nameof(SshTrouble.Unreachable), false)]
    [InlineData("command-line: line 0: Bad configuration option: forkafterauthentication", nameof(SshTrouble.CannotForbidFork), false)]
    [InlineData("command-line: line 0: Bad configuration option: x", nameof(SshTrouble.Misconfigured), true)]
    [InlineData("/home/ada/.ssh/config: terminating, 1 bad configuration options", nameof(SshTrouble.Misconfigured), true)]
    [InlineData("Permission denied (publickey).", nameof(SshTrouble.LoginRefused), true)]
    [InlineData("Welcome. Permission denied (see x) is what strangers get.", nameof(SshTrouble.None), false)]
    [InlineData("Mail to a@b if you see: Permission denied (publickey)", nameof(SshTrouble.None), false)]
    [InlineData("note: channel 3: open failed: administratively prohibited: open failed", nameof(SshTrouble.None), false)]
    [InlineData("channel x: open failed: administratively prohibited: open failed", nameof(SshTrouble.None), false)]
    [InlineData("REMOTE HOST IDENTIFICATION HAS CHANGED", nameof(SshTrouble.None), false)]
    [InlineData("We are terminating, soon, old keys.", nameof(SshTrouble.None), false)]
    [InlineData("Tips: Bad configuration option in your file?", nameof(SshTrouble.None), false)]
    [InlineData("client_loop: send disconnect: Broken pipe", nameof(SshTrouble.None), false)]
    public void The_words_of_ssh_say_whether_to_try_again(string line, string trouble, bool isFinal) =>
        Assert.Equal((trouble, isFinal), (SshWords.Read(line).ToString(), SshWords.IsFinal(SshWords.Read(line))));
}
