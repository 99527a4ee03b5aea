namespace LoopbackOAuth.Environments;

/// <summary>The environment variables that decide a verdict. A test asks <see cref="EnvironmentProbe.Evaluate"/> which ones it looks at, and compares.</summary>
internal static class EvaluatedVariables
{
    /// <summary>Their names.</summary>
    public static string[] Names { get; } =
    [
        "AWS_EXECUTION_ENV", "AZUREPS_HOST_ENVIRONMENT", "BROWSER", "BUILDKITE", "CI", "CIRCLECI", "CLOUD_SHELL", "CODESPACES",
        "CODESPACE_NAME", "DEVSHELL_CLIENT_PORT", "DISPLAY", "DOTNET_RUNNING_IN_CONTAINER", "GITHUB_ACTIONS", "GITLAB_CI",
        "GITPOD_WORKSPACE_ID", "GITPOD_WORKSPACE_URL", "GOOGLE_CLOUD_SHELL", "JENKINS_URL", "KUBERNETES_SERVICE_HOST", "LOGNAME",
        "REPL_ID", "SSH_CLIENT", "SSH_CONNECTION", "SSH_TTY", "STACKBLITZ", "STY", "SUDO_USER", "TEAMCITY_VERSION", "TF_BUILD",
        "TMUX", "USER", "USERNAME", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "WSL_INTEROP", "container",
    ];
}
