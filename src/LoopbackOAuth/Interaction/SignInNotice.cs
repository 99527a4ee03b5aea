namespace LoopbackOAuth.Interaction;

/// <summary>Something that happened during a sign-in, for the user.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Text">One sentence or two, never empty. It may hold untrusted words.</param>
public sealed record SignInNotice(SignInNoticeKind Kind, string Text);
