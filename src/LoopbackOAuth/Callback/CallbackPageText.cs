namespace LoopbackOAuth.Callback;

/// <summary>The words of one page, as plain text. Markup in them is shown, not followed.</summary>
/// <param name="Title">The heading, and the title of the tab: one line of 1 to 200 characters.</param>
/// <param name="Text">What happened and what to do now: 1 to 2,000 characters. Each line is a paragraph.</param>
public sealed record CallbackPageText(string Title, string Text);
