using LoopbackOAuth.Environments;
using LoopbackOAuth.Planning;

namespace LoopbackOAuth.Tool.Output;

/// <summary>The verdict in plain words, as labels and lines that fit a terminal of 80 columns.</summary>
internal static class ProbeText
{
    private const int Width = 60;

    /// <summary>The lines; a line without a label goes on with the one above.</summary>
    public static IEnumerable<(string Label, string Line)> Of(HostEnvironment environment, SignInPlan plan) =>
    [
        .. Wrap("Environment:", environment.Id),
        .. Wrap("Can open browser:", environment.CanOpenBrowser ? "yes" : "no"),
        .. Wrap("Loopback:", Loopback(environment.Loopback)),
        .. Wrap("Why:", environment.Rule),
        .. Wrap("Signals:", List(environment.Signals)),
        .. Wrap("Also holds:", List(environment.AlsoHolds)),
        .. Wrap("A login here:", Login(environment, plan)),
        .. Wrap("To override:", "login --no-browser or --manual-paste; or set LOOPBACK_OAUTH_MODE (auto, browser, no-browser, paste), NO_BROWSER or BROWSER. The first of these that is there counts."),
    ];

    private static string Loopback(LoopbackReachability reachability) => EnvironmentNames.NameOf(reachability) + reachability switch
    {
        LoopbackReachability.Direct => ": your browser reaches 127.0.0.1 of this process.",
        LoopbackReachability.ForwardNeeded => ": your browser reaches 127.0.0.1 of this process only after you forward the port.",
        LoopbackReachability.Unreachable => ": your browser cannot reach 127.0.0.1 of this process.",
        _ => ": nothing tells whether your browser reaches 127.0.0.1 of this process.",
    };

    internal static string Login(HostEnvironment environment, SignInPlan plan)
    {
        if (plan.Obstacle is { } obstacle)
        {
            return $"stops. {obstacle} {plan.Remedy}";
        }

        List<string> steps = [plan.OpenBrowser ? "opens the page" : "prints the URL to open"];
        foreach (SignInChannel channel in plan.Channels)
        {
            steps.Add(channel is SignInChannel.Paste ? "asks you to paste the address" : "listens on 127.0.0.1");
        }

        string device = environment.Channels.Contains(SignInChannel.Device) ? " A device code works here, too, with providers that have one." : "";
        return string.Join("; ", steps) + "." + device;
    }

    private static string List(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);

    private static List<(string Label, string Line)> Wrap(string label, string text)
    {
        List<(string, string)> lines = [];
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                lines.Add((lines.Count == 0 ? label : "", line));
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        lines.Add((lines.Count == 0 ? label : "", line));
        return lines;
    }
}
