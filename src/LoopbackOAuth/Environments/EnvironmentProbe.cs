namespace LoopbackOAuth.Environments;

/// <summary>The default probe: takes a snapshot and judges it by the detector table.</summary>
public sealed class EnvironmentProbe : IEnvironmentProbe
{
    private readonly Func<EnvironmentSnapshot> _capture;

    /// <summary>Creates a probe that looks at this process and its host, anew at each call of <see cref="Probe"/>.</summary>
    public EnvironmentProbe()
        : this(EnvironmentSnapshot.CaptureForEvaluation)
    {
    }

    /// <summary>Creates a probe that judges the snapshots it is given.</summary>
    /// <param name="capture">Takes a snapshot; called once for each <see cref="Probe"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="capture"/> is null.</exception>
    public EnvironmentProbe(Func<EnvironmentSnapshot> capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        _capture = capture;
    }

    /// <inheritdoc/>
    public HostEnvironment Probe() => Evaluate(_capture());

    /// <summary>Judges a snapshot. The verdict depends on nothing else.</summary>
    /// <param name="snapshot">What was seen.</param>
    /// <returns>The verdict and its evidence.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="snapshot"/> is null.</exception>
    public static HostEnvironment Evaluate(EnvironmentSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);

        EnvironmentDetector? decides = null;
        List<string> alsoHolds = [];
        List<string> signals = [];
        foreach (EnvironmentDetector row in EnvironmentTable.Rows)
        {
            string[] seen = row.Signals(snapshot);
            if (seen.Length == 0)
            {
                continue;
            }

            Add(signals, seen);
            if (decides is null)
            {
                decides = row;
            }
            else
            {
                alsoHolds.Add(row.Id);
            }
        }

        decides ??= EnvironmentTable.Otherwise;
        Add(signals, EnvironmentTable.Notes(snapshot));

        bool? browser = BrowserVariable.IsGraphical(snapshot);
        if (browser is not null)
        {
            signals.Add(BrowserVariable.Name);
        }

        return new HostEnvironment
        {
            Id = decides.Id,
            CanOpenBrowser = browser ?? decides.CanOpenBrowser,
            Loopback = decides.Loopback,
            Channels = ChannelsOf(decides, snapshot.InputIsTerminal),
            Rule = browser switch
            {
                true => decides.Rule + " BROWSER is set, so the program it names can be opened.",
                false => decides.Rule + " BROWSER names a console browser, so none is opened: it would take over the terminal.",
                null => decides.Rule,
            },
            Signals = signals.AsReadOnly(),
            AlsoHolds = alsoHolds.AsReadOnly(),
            Ssh = SshConnection.TryParse(snapshot.Variables.GetValueOrDefault("SSH_CONNECTION"), out SshConnection? ssh) ? ssh : null,
            UserName = ShellSafeName.User(snapshot.Variables) ?? ShellSafeName.User(snapshot.UserName),
            HostName = ShellSafeName.Host(snapshot.HostName),
            InputIsTerminal = snapshot.InputIsTerminal,
            ErrorIsTerminal = snapshot.ErrorIsTerminal,
            BrowserVariableSet = browser == true,
        };
    }

    /// <summary>Rows share signals; each is named once.</summary>
    private static void Add(List<string> signals, string[] seen)
    {
        foreach (string signal in seen)
        {
            if (!signals.Contains(signal))
            {
                signals.Add(signal);
            }
        }
    }

    /// <summary>A copy of the row's channels, without paste where standard input is no terminal: then it belongs to somebody else.</summary>
    private static SignInChannel[] ChannelsOf(EnvironmentDetector row, bool inputIsTerminal)
    {
        // Counted by hand: the general ways over an enumeration are compiled anew in every process.
        int length = 0;
        foreach (SignInChannel channel in row.Channels)
        {
            length += inputIsTerminal || channel != SignInChannel.Paste ? 1 : 0;
        }

        var channels = new SignInChannel[length];
        int count = 0;
        foreach (SignInChannel channel in row.Channels)
        {
            if (inputIsTerminal || channel != SignInChannel.Paste)
            {
                channels[count++] = channel;
            }
        }

        return channels;
    }
}
