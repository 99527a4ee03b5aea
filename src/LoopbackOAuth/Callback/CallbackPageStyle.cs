namespace LoopbackOAuth.Callback;

/// <summary>
/// The one style sheet of the library's own pages. Symbols are drawn with borders, so that they are there without
/// colours too (forced colours keep borders and drop backgrounds). A test computes the contrasts: text at least 7 to 1,
/// symbols at least 4.5 to 1, light and dark.
/// </summary>
internal static class CallbackPageStyle
{
    public const string Sheet =
        ":root{color-scheme:light dark;--back:#f3f4f6;--card:#fff;--line:#d5d9df;--text:#1b2026;--soft:#48515b;--yes:#0f6b36;--no:#b3261e;--note:#2b5797}"
        + "@media(prefers-color-scheme:dark){:root{--back:#121518;--card:#1c2024;--line:#363c43;--text:#eef0f2;--soft:#b6bec7;--yes:#66d190;--no:#ff9a90;--note:#93bbf5}}"
        + "body{margin:0;min-height:100vh;min-height:100dvh;display:grid;place-items:center;background:var(--back);color:var(--text);font:1.0625rem/1.55 system-ui,sans-serif}"
        + "main{box-sizing:border-box;width:min(29rem,100vw - 2rem);margin:1rem;padding:2.5rem clamp(1.25rem,6vw,2.5rem);background:var(--card);border:1px solid var(--line);border-radius:1rem;text-align:center;overflow-wrap:anywhere}"
        + "h1{margin:1.25rem 0 0;font-size:1.5rem;line-height:1.25;text-wrap:balance}"
        + "p{margin:.75rem 0 0;color:var(--soft);text-wrap:pretty}"
        + "div{position:relative;box-sizing:border-box;width:3.5rem;height:3.5rem;margin:auto;border:.1875rem solid;border-radius:50%;color:var(--note)}"
        + ".Success{color:var(--yes)}.Failure{color:var(--no)}"
        + "div:before,div:after{position:absolute;inset:0;margin:auto;width:1.5rem;height:0}"
        + ".Success:before{content:'';width:.6875rem;height:1.375rem;border:solid;border-width:0 .25rem .25rem 0;transform:translateY(-.125rem) rotate(45deg)}"
        + ".Failure:before,.Failure:after,.Denied:before{content:'';border-top:.25rem solid}"
        + ".Failure:before{transform:rotate(45deg)}.Failure:after{transform:rotate(-45deg)}"
        + ".Received:before{content:'';width:1.75rem;border-top:.375rem dotted}"
        + ".NotForThisSignIn:before{content:'?';height:auto;font:bold 1.75rem/3.125rem system-ui,sans-serif}";

    /// <summary>The SHA-256 hash of <see cref="Sheet"/> as a policy names it. It is written down, because the start of a program is no place to compute it; a test compares.</summary>
    public const string Source = "'sha256-E+3KzGtTCQOhp/AO+JoDtQ1iDjkVhENZrbRQJyqoBXU='";
}
