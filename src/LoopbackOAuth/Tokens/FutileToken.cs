using LoopbackOAuth.Diagnostics;

namespace LoopbackOAuth.Tokens;

/// <summary>A token that was refused although it was new: then it is not about tokens.</summary>
/// <param name="Token">The token.</param>
/// <param name="At">When, by the clock's timestamp.</param>
internal sealed record FutileToken(Secret Token, long At);
