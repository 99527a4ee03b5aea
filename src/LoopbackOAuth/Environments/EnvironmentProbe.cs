namespace LoopbackOAuth.Environments;

/// <summary>The default probe: takes a snapshot and judges it by the detector table.</summary>
public sealed class EnvironmentProbe : IEnvironmentProbe
{
    private static readonly EnvironmentCondition Notes = EnvironmentCondition.Any("SUDO_USER", "DOAS_USER", "PKEXEC_UID", "TMUX", "STY", "ZELLIJ_SESSION_NAME");

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
        snapshot = snapshot.WithTmuxVariables();

        EnvironmentDetector? decides = null;
        List<string> alsoHolds = [];
        List<string> signals = [];
        foreach (EnvironmentDetector row in EnvironmentTable.Rows)
        {
            if (!row.When.Holds(snapshot, signals))
            {
                continue;
            }

            decides ??= row;
            if (row.Id != decides.Id && !row.IsLeftOver && !alsoHolds.Contains(row.Id))
            {
                alsoHolds.Add(row.Id);
            }
        }

        decides ??= EnvironmentTable.Otherwise;
        _ = Notes.Holds(snapshot, signals);
        if (snapshot.TmuxVariables is not null)
        {
            signals.Add("tmux-show-environment");
        }

        BrowserChoice browser = BrowserVariable.Read(snapshot);
        AddSet(signals, snapshot, browser);
        SignInPreference preference = SignInPreferenceVariables.Read(snapshot);
        bool isAnother = InvokingUser.IsAnother(snapshot, out string? invokingUser);

        return new HostEnvironment
        {
            Id = decides.Id,
            CanOpenBrowser = CanOpen(decides, browser, preference, isAnother),
            Loopback = decides.Loopback,
            Channels = ChannelsOf(decides, snapshot.InputIsTerminal, preference),
            Rule = EnvironmentRemarks.Compose(decides, snapshot, browser, preference, isAnother),
            Signals = signals.AsReadOnly(),
            AlsoHolds = alsoHolds.AsReadOnly(),
            Ssh = SshConnection.TryParse(snapshot.Value("SSH_CONNECTION"), out SshConnection? ssh) ? ssh : null,
            UserName = snapshot.IsRoot && isAnother ? "root" : ShellSafeName.User(snapshot.Variables) ?? ShellSafeName.User(snapshot.UserName),
            HostName = ShellSafeName.Host(snapshot.HostName),
            InputIsTerminal = snapshot.InputIsTerminal,
            ErrorIsTerminal = snapshot.ErrorIsTerminal,
            Platform = snapshot.Platform,
            Multiplexer = snapshot.Multiplexer,
            InvokingUser = invokingUser,
            WorkspaceName = WorkspaceNames.Of(decides.Id, snapshot),
            KubernetesNamespace = WorkspaceNames.Namespace(decides.Id, snapshot),
            Preference = preference,
        };
    }

    private static void AddSet(List<string> signals, EnvironmentSnapshot snapshot, BrowserChoice browser)
    {
        Add(signals, BrowserVariable.Name, browser != BrowserChoice.None);
        Add(signals, SignInPreferenceVariables.Mode, snapshot.Value(SignInPreferenceVariables.Mode).Length > 0);
        Add(signals, SignInPreferenceVariables.NoBrowser, snapshot.Has(SignInPreferenceVariables.NoBrowser));
    }

    private static void Add(List<string> signals, string signal, bool isSeen)
    {
        if (isSeen && !signals.Contains(signal))
        {
            signals.Add(signal);
        }
    }

    /// <summary>What the user asked for, before <c>BROWSER</c>, before what is detected.</summary>
    private static bool CanOpen(EnvironmentDetector row, BrowserChoice browser, SignInPreference preference, bool isAnother) => preference switch
    {
        SignInPreference.Browser => true,
        SignInPreference.NoBrowser or SignInPreference.ManualPaste => false,
        _ => browser switch
        {
            BrowserChoice.Graphical or BrowserChoice.EditorHelper => true,
            BrowserChoice.NoWindow => false,

            // A desktop belongs to the user who called sudo. Windows opens a page of WSL as its own user, whoever asks.
            _ => row.CanOpenBrowser && (!isAnother || row.Id == EnvironmentIds.Wsl),
        },
    };

    /// <summary>A copy of the row's channels, without paste where standard input is no terminal: then it belongs to somebody else.</summary>
    private static SignInChannel[] ChannelsOf(EnvironmentDetector row, bool inputIsTerminal, SignInPreference preference)
    {
        SignInChannel[] all = preference == SignInPreference.ManualPaste ? [SignInChannel.Paste] : row.Channels;

        // Counted by hand: the general ways over an enumeration are compiled anew in every process.
        int length = 0;
        foreach (SignInChannel channel in all)
        {
            length += inputIsTerminal || channel != SignInChannel.Paste ? 1 : 0;
        }

        var channels = new SignInChannel[length];
        int count = 0;
        foreach (SignInChannel channel in all)
        {
            if (inputIsTerminal || channel != SignInChannel.Paste)
            {
                channels[count++] = channel;
            }
        }

        return channels;
    }
}
