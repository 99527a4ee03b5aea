namespace LoopbackOAuth.Tool.Tunnel;

/// <summary>Starts ssh.</summary>
/// <param name="forwards">The values of <c>-L</c>.</param>
/// <param name="forbidFork">Whether it is told to stay in the foreground, which one before 8.7 does not understand.</param>
/// <param name="tell">Gets each line that ssh writes.</param>
/// <returns>The run; disposing ends it.</returns>
/// <exception cref="TunnelFailureException">It cannot be started.</exception>
internal delegate ISshProcess SshStart(IReadOnlyList<string> forwards, bool forbidFork, Action<string> tell);
