namespace LoopbackOAuth.Callback;

/// <summary>What a reply allows a script of another origin (Fetch standard, CORS protocol). The default allows nothing.</summary>
/// <param name="Origin">The origin that may read the reply: an entry of the caller's own list, never a text that was received.</param>
/// <param name="IsPreflight">Whether the reply is to a preflight, so that it names the method too.</param>
/// <param name="AllowsContentType">Whether a preflight asked to send <c>Content-Type</c>.</param>
/// <param name="AllowsPrivateNetwork">
/// Whether the reply says that a page of the public network may come here (Private Network Access). Its successor, Local
/// Network Access, asks the user instead and has no field of its own.
/// </param>
internal readonly record struct CrossOriginGrant(string? Origin, bool IsPreflight, bool AllowsContentType, bool AllowsPrivateNetwork);
