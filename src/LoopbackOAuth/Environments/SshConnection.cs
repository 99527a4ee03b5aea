namespace LoopbackOAuth.Environments;

/// <summary>The four fields of <c>SSH_CONNECTION</c>, parsed strictly: client address and port, server address and port.</summary>
/// <param name="ClientAddress">The address the client came from.</param>
/// <param name="ClientPort">The port the client came from.</param>
/// <param name="ServerAddress">The address the server was reached at.</param>
/// <param name="ServerPort">The port the server was reached at; 22 unless the administrator chose another.</param>
public sealed record SshConnection(string ClientAddress, int ClientPort, string ServerAddress, int ServerPort);
