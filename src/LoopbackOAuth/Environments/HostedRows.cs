using static LoopbackOAuth.Environments.EnvironmentCondition;
using static LoopbackOAuth.Environments.EnvironmentTable;

namespace LoopbackOAuth.Environments;

/// <summary>
/// Hosted workspaces and consoles. Their variables are unmistakable and settle the matter: what they run in (a container,
/// often below tmux) and how they are reached changes only what their own rows say about it.
/// </summary>
internal static class HostedRows
{
    private static readonly EnvironmentCondition CodespacesSigns = Any("CODESPACES", "CODESPACE_NAME", "GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN");

    private static readonly EnvironmentCondition GitpodSigns = Any("GITPOD_WORKSPACE_ID", "GITPOD_WORKSPACE_URL", "GITPOD_ENVIRONMENT_ID");

    /// <summary>The rows.</summary>
    public static EnvironmentDetector[] Rows { get; } =
    [
        // An editor's terminal has no variables of SSH; a shell that gh opens has, and none of the editor's.
        Hosted(EnvironmentIds.Codespaces, All(CodespacesSigns, EnvironmentSigns.SshVariables, Not(EnvironmentSigns.RemoteEditor)),
            ForwardNeeded, [Loopback, Paste, Device],
            "GitHub Codespaces over SSH: the user's browser reaches the port through 'gh codespace ssh ... -- -N -L'.",
            "over `gh codespace ssh`"),

        // The variables do not tell the desktop editor (which forwards the port) from the one in the browser (which
        // does not), so paste comes first. CODESPACES itself is false in some codespaces; the name is there.
        Hosted(EnvironmentIds.Codespaces, CodespacesSigns,
            Unknown, [Paste, Loopback, Device],
            "GitHub Codespaces: VS Code on the desktop forwards the port, the browser editor does not."),

        // Before Cloud Shell, which sets WEB_HOST, too. Firebase Studio runs on Cloud Workstations.
        Hosted(EnvironmentIds.CloudWorkstations,
            Either(Value("WEB_HOST", "ends in `.cloudworkstations.dev`", value => value.EndsWith(".cloudworkstations.dev", StringComparison.Ordinal)), Any("GOOGLE_CLOUD_WORKSTATIONS")),
            Unreachable, [Paste, Device, Loopback],
            "Google Cloud Workstations: a port of it has another address in the browser, which is not the redirect URI."),

        // Only this prefix: Azure Automation and Azure DevOps use the same variable.
        Hosted(EnvironmentIds.CloudShellAzure,
            Either(Value("AZUREPS_HOST_ENVIRONMENT", "begins with `cloud-shell/`", value => value.StartsWith("cloud-shell/", StringComparison.Ordinal)), Any("ACC_CLOUD")),
            Unreachable, [Device, Paste, Loopback],
            "Azure Cloud Shell: the browser cannot reach a loopback address here, and a tenant may forbid the device code."),

        // Only this value: Lambda, ECS and others use the same variable.
        Hosted(EnvironmentIds.CloudShellAws, Value("AWS_EXECUTION_ENV", "is `CloudShell`", value => value == "CloudShell"),
            Unreachable, [Paste, Device, Loopback],
            "AWS CloudShell: the browser cannot reach a loopback address here."),

        Hosted(EnvironmentIds.CloudShellOci, Any("OCI_CLI_CLOUD_SHELL", "OCI_CS_USER_OCID"),
            Unreachable, [Paste, Device, Loopback],
            "Oracle Cloud Shell: the browser cannot reach a loopback address here.") with { Source = EvidenceSource.Described },

        // After the other consoles, because a CLOUD_SHELL may be set there, too. Web Preview reaches the port under
        // another host name, which is not the redirect URI.
        Hosted(EnvironmentIds.CloudShellGcp, Any("CLOUD_SHELL", "DEVSHELL_CLIENT_PORT", "GOOGLE_CLOUD_SHELL"),
            Unreachable, [Paste, Device, Loopback],
            "Google Cloud Shell: the browser cannot reach a loopback address here."),

        Hosted(EnvironmentIds.Gitpod, All(GitpodSigns, EnvironmentSigns.RemoteEditor, EnvironmentSigns.SshVariables),
            Direct, [Loopback, Paste, Device],
            "Gitpod with an editor connected over SSH: the editor forwards the port by itself.",
            "with a desktop editor over SSH"),

        Hosted(EnvironmentIds.Gitpod, All(GitpodSigns, EnvironmentSigns.SshVariables),
            ForwardNeeded, [Loopback, Paste, Device],
            "Gitpod over SSH: the user's browser reaches this host only through a port forward.",
            "over SSH"),

        Hosted(EnvironmentIds.Gitpod, GitpodSigns,
            Unknown, [Loopback, Paste, Device],
            "Gitpod: an editor on the desktop forwards the port, the browser editor does not."),

        Hosted(EnvironmentIds.CodeSandbox, Any("CODESANDBOX", "CODESANDBOX_HOST", "CODESANDBOX_SSE", "CSB"),
            Unreachable, [Paste, Device, Loopback],
            "CodeSandbox: the browser cannot reach a loopback address here."),

        Hosted(EnvironmentIds.Replit, Any("REPL_ID"),
            Unreachable, [Paste, Device, Loopback],
            "Replit: the browser cannot reach a loopback address here."),

        Hosted(EnvironmentIds.StackBlitz, Any("STACKBLITZ"),
            Unreachable, [Paste, Device, Loopback],
            "StackBlitz: the browser cannot reach a loopback address here."),

        // Before Jupyter, which Colab is underneath.
        Hosted(EnvironmentIds.Colab, Any("COLAB_RELEASE_TAG", "COLAB_BACKEND_VERSION", "COLAB_GPU"),
            Unreachable, [Device, Paste, Loopback],
            "Google Colab: the browser cannot reach a loopback address here, and a cell seldom has a terminal to paste into.") with { Source = EvidenceSource.Described },

        Hosted(EnvironmentIds.Jupyter, Any("JUPYTERHUB_USER", "JUPYTERHUB_SERVICE_PREFIX", "KAGGLE_KERNEL_RUN_TYPE", "DATABRICKS_RUNTIME_VERSION"),
            Unreachable, [Device, Paste, Loopback],
            "A hosted Jupyter or a notebook like it: the browser cannot reach a loopback address here, and a cell seldom has a terminal to paste into.",
            "JupyterHub, Kaggle, Databricks"),

        Hosted(EnvironmentIds.CodeServer, All(EnvironmentSigns.Coder, EnvironmentSigns.RemoteEditor, EnvironmentSigns.SshVariables),
            Direct, [Loopback, Paste, Device],
            "A Coder workspace with an editor connected over SSH: the editor forwards the port by itself.",
            "Coder, with a desktop editor over SSH"),

        Hosted(EnvironmentIds.CodeServer, All(EnvironmentSigns.Coder, EnvironmentSigns.SshVariables),
            ForwardNeeded, [Loopback, Paste, Device],
            "A Coder workspace over SSH: the user's browser reaches the port through 'coder port-forward'.",
            "Coder, over `coder ssh`"),

        Hosted(EnvironmentIds.CodeServer, EnvironmentSigns.Coder,
            ForwardNeeded, [Paste, Device, Loopback],
            "A Coder workspace: its proxy gives a port another address; only 'coder port-forward' on the user's own computer keeps the redirect URI.",
            "Coder, in the browser"),

        // What the variable says is where a port appears: below the proxy of code-server.
        Hosted(EnvironmentIds.CodeServer, Value("VSCODE_PROXY_URI", "holds `{{port}}`", value => value.Contains("{{port}}", StringComparison.Ordinal)),
            Unreachable, [Paste, Device, Loopback],
            "code-server: its proxy gives a port another address, which is not the redirect URI."),
    ];

    // No workspace has a browser of its own; where it hands pages to the user's, it sets BROWSER.
    private static EnvironmentDetector Hosted(
        string id, EnvironmentCondition when, LoopbackReachability loopback, SignInChannel[] channels, string rule, string? variant = null) =>
        new(id, when, OpensNot, loopback, channels, rule)
        {
            Case = variant,
            IsSettled = true,

            // What holds only for one way in is known from descriptions.
            Source = variant is null ? EvidenceSource.Documented : EvidenceSource.Described,
        };
}
