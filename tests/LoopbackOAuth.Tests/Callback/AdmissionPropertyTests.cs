using FsCheck;
using FsCheck.Fluent;
using LoopbackOAuth.Callback;
using LoopbackOAuth.Fuzz;
using LoopbackOAuth.Tests.Fuzzing;
using LoopbackOAuth.Transports;

namespace LoopbackOAuth.Tests.Callback;

/// <summary>Which requests may carry a response, over generated requests.</summary>
public sealed class AdmissionPropertyTests
{
    private const int Cases = 200;

    public static TheoryData<int> Scenarios => [.. Enumerable.Range(0, Scenario.All().Count)];

    [Theory, MemberData(nameof(Scenarios))]
    public void A_browsers_navigation_is_admitted_whatever_else_it_carries(int index)
    {
        Scenario scenario = Scenario.All()[index];

        Properties.HoldFor(Cases, Requests.Navigation(scenario, Query(scenario)), request => Assert.Equal(Admission.Query, Judge(scenario, request.Text)));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void A_form_post_is_admitted_where_it_is_asked_for(int index)
    {
        Scenario scenario = Scenario.All()[index];

        Properties.Hold(Cases, Requests.FormPost(scenario, Query(scenario)), request =>
            Assert.Equal(scenario.AcceptFormPost ? Admission.FormBody : Admission.MethodNotAllowed, Judge(scenario, request.Text)));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void By_another_method_nothing_is_admitted(int index)
    {
        Scenario scenario = Scenario.All()[index];
        Gen<string> generator =
            from request in Requests.Navigation(scenario, Query(scenario))
            from method in Gen.Elements("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "Get", "GETX", "GE", "X")
            select method + request.Text[3..];

        Properties.Hold(Cases, generator, request => ShouldNotBeAdmitted(scenario, request));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void At_another_authority_or_path_nothing_is_admitted(int index)
    {
        Scenario scenario = Scenario.All()[index];
        string host = $"\r\nHost: {scenario.RedirectUri.Authority}\r\n";
        string path = scenario.RedirectUri.AbsolutePath;
        Gen<string> otherHost = Gen.OneOf(
            Hostile.Changed(scenario.RedirectUri.Authority).Where(text => !Spellings(scenario).Contains(text.Trim(' ', '\t'))),
            Gen.Elements("evil.example", "evil.example:49321", scenario.RedirectUri.Authority + ".evil.example", "127.0.0.1:1", "127.1:49321", "LOCALHOST", "LOCALHOST:80", "localHost:80", "user@" + scenario.RedirectUri.Authority, ""));
        Gen<string> otherPath = Gen.OneOf(
            Hostile.Changed(path).Where(text => text.Split('?')[0] != path && !text.Contains(' ', StringComparison.Ordinal)),
            Gen.Elements("/" + path, path + "/", path + ";x", path + "%2F", "/x/.." + path, "/." + path, "http://" + scenario.RedirectUri.Authority + path, "*", "%2Fcallback"));
        Gen<string> generator =
            from request in Requests.Navigation(scenario, Query(scenario))
            from text in Gen.OneOf(
                otherHost.Select(other => request.Text.Replace(host, $"\r\nHost: {other}\r\n", StringComparison.Ordinal)),
                otherPath.Select(other => request.Text.Replace($"GET {path}?", $"GET {other}?", StringComparison.Ordinal)),
                Gen.Constant(request.Text.Replace(host, host + host[2..], StringComparison.Ordinal)),
                Gen.Constant(request.Text.Replace(host, "\r\n", StringComparison.Ordinal)))
            select text;

        Properties.Hold(Cases, generator, request => ShouldNotBeAdmitted(scenario, request));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void With_more_than_100_fields_nothing_is_admitted(int index)
    {
        Scenario scenario = Scenario.All()[index];
        Gen<(int Fields, string Request)> generator =
            from request in Requests.Navigation(scenario, Query(scenario))
            let own = request.Text.Split("\r\n").Length - 3
            from fields in Gen.Choose(97, 104)
            select (fields, request.Text[..^2] + string.Concat(Enumerable.Repeat("X: y\r\n", fields - own)) + "\r\n");

        Properties.Hold(Cases, generator, generated => Assert.Equal(generated.Fields <= 100 ? Admission.Query : null, Judge(scenario, generated.Request)));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void What_is_no_navigation_of_the_user_is_not_admitted(int index)
    {
        Scenario scenario = Scenario.All()[index];
        Gen<string> generator =
            from request in Requests.Navigation(scenario, Query(scenario))
            from field in Gen.Elements(
                "Sec-Purpose: prefetch", "sec-purpose: prefetch;prerender", "Purpose: prefetch", "X-Purpose: preview", "Sec-Fetch-Mode: cors", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Mode: websocket", "Sec-Fetch-Dest: image",
                "Sec-Fetch-Dest: iframe", "Sec-Fetch-Dest: empty", "Upgrade: websocket", "Upgrade:", "Transfer-Encoding: chunked", "Content-Length: 1")
            from first in Gen.Elements(true, false)
            let name = field[..(field.IndexOf(':', StringComparison.Ordinal) + 1)]
            let lines = request.Text.Split("\r\n").Where(line => !line.StartsWith(name, StringComparison.OrdinalIgnoreCase)).ToList()
            select string.Join("\r\n", lines.Take(1).Concat(first ? [field, .. lines[1..]] : [.. lines[1..^2], field, "", ""]));

        Properties.Hold(Cases, generator, request => ShouldNotBeAdmitted(scenario, request));
    }

    private static Gen<string> Query(Scenario scenario) => Legal.Response(scenario).Select(response => Requests.Visible(response.Text));

    private static string[] Spellings(Scenario scenario) =>
        scenario.RedirectUri.Port == 80 ? [scenario.RedirectUri.Host, scenario.RedirectUri.Host + ":80"] : [scenario.RedirectUri.Authority];

    private static void ShouldNotBeAdmitted(Scenario scenario, string request) => Assert.DoesNotContain(Judge(scenario, request), (Admission?[])[Admission.Query, Admission.FormBody]);

    // Null when it is not even read.
    private static Admission? Judge(Scenario scenario, string request)
    {
        byte[] received = new Bytes(request).Value;
        return HttpRequestHead.Parse(received, out CallbackRequest parsed, out _) is HttpRequestHeadStatus.Complete ? scenario.Policy.Judge(parsed, out _) : null;
    }
}
