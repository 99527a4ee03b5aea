using System.Text;
using LoopbackOAuth.Interaction;
using LoopbackOAuth.Planning;
using Xunit;

namespace LoopbackOAuth.Tests.Interaction;

/// <summary>Everything a user reads in one place, from the first screen to the end, as one text to review as prose.</summary>
public sealed class WordsTests
{
    public static TheoryData<string> Names => [.. Places.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_words_in_this_place_are(string name)
    {
        SignInPrompt prompt = Places.Prompt(name);
        SignInPrompt bare = Places.Prompt(name, canReadPaste: false);
        StringBuilder words = new();
        Add("The screen at the start", SignInText.Compose(prompt));
        Add("After a minute of silence", SilenceText.Compose(prompt, isPrompting: true));
        Add("After a success", ["Login successful!", .. NoticeText.AfterSuccess(prompt)]);
        AddTimeout("After a timeout", prompt, refused: 0);
        Add("Without a prompt: the screen at the start", SignInText.Compose(bare));
        Add("Without a prompt: after a minute of silence", SilenceText.Compose(bare, isPrompting: false));
        AddTimeout("Without a prompt: after a timeout", bare, refused: 0);

        SnapshotFile.Matches(words.ToString(), $"Words.{name}");

        void Add(string moment, IReadOnlyList<string> lines)
        {
            words.Append("=== ").Append(moment).Append('\n');
            foreach (string line in lines)
            {
                words.Append(line).Append('\n');
            }

            words.Append('\n');
        }

        void AddTimeout(string moment, SignInPrompt shown, int refused)
        {
            AuthorizationOutcome outcome = Endings.TimedOut(TimeSpan.FromMinutes(5), shown, refused);
            Add(moment, [outcome.Cause, outcome.Remedy]);
        }
    }

    [Fact]
    public void All_words_of_a_manual_paste_are()
    {
        SignInPrompt prompt = Places.Prompt("ssh", manualPaste: true);
        AuthorizationOutcome outcome = Endings.TimedOut(TimeSpan.FromMinutes(5), prompt, refused: 2);

        SnapshotFile.Matches(
            string.Join('\n', [.. SignInText.Compose(prompt), "", .. SilenceText.Compose(prompt, isPrompting: true), "", .. NoticeText.AfterSuccess(prompt), "", outcome.Cause, outcome.Remedy, ""]),
            "Words.manual-paste");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_told_first_is_told_first_again_later(string name)
    {
        SignInPrompt prompt = Places.Prompt(name);
        string silence = string.Join(' ', SilenceText.Compose(prompt, isPrompting: true));
        string remedy = Endings.TimedOut(TimeSpan.FromMinutes(5), prompt, 0).Remedy;

        if (HintText.BeginsWithForward(prompt))
        {
            Assert.Contains("must run this:", silence, StringComparison.Ordinal);
            Assert.StartsWith("Start again, and run the ", remedy, StringComparison.Ordinal);
        }
        else if (HintText.IsPasteFirst(prompt) && prompt is { UnsafeListenAny: false, Plan.Hint: not (SignInHint.None or SignInHint.Unknown or SignInHint.EditorForward) })
        {
            Assert.Contains("is the right one", silence, StringComparison.Ordinal);
            Assert.StartsWith("Start again, copy the address", remedy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_notice_after_a_silence_is_short_and_comes_only_where_something_is_remote(string name)
    {
        SignInPrompt prompt = Places.Prompt(name);
        foreach (bool isPrompting in (bool[])[true, false])
        {
            IReadOnlyList<string> lines = SilenceText.Compose(prompt, isPrompting);

            Assert.InRange(lines.Count, 0, 5);
            Assert.True(prompt.Plan.Hint is SignInHint.None ? lines.Count == 0 : lines.Count > 0 || !isPrompting);
            Assert.Equal(isPrompting && lines.Count > 0, string.Join(' ', lines).Contains("paste it now", StringComparison.Ordinal));
        }
    }
}
