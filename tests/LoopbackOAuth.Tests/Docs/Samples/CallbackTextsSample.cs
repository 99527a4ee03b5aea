// <readme>
using LoopbackOAuth;
using LoopbackOAuth.Callback;
// </readme>

namespace Readme.Samples;

/// <summary>An application whose users read German.</summary>
internal static class CallbackTextsSample
{
    internal static LoopbackOAuthOptions Options()
    {
        // <readme>
        var options = new LoopbackOAuthOptions
        {
            Pages = CallbackPages.FromTexts("de", kind => kind switch
            {
                CallbackPageKind.Success => new("Angemeldet", "Dieser Tab kann geschlossen werden.\nWeiter geht es in der Anwendung."),
                CallbackPageKind.Denied => new("Anmeldung abgelehnt", "Es wurde nichts geändert. Dieser Tab kann geschlossen werden."),
                _ => null, // stays English
            }),
        };
        // </readme>
        return options;
    }
}
