namespace LoopbackOAuth.Tool.Relay;

/// <summary>What is wrong with a text that is not relayed, and what to do about it.</summary>
internal static class RelayAdvice
{
    private const string Copy = "Copy the whole URL that the remote host printed, and put it in quotes: loopback-oauth relay 'URL'";
    private const string Ours = "Do not open this URL. Start the sign-in again on the remote host, and relay the URL it prints.";

    public static (string Message, string Remedy) For(RelayRefusal refusal) => refusal switch
    {
        RelayRefusal.Empty => ("No URL was given.", Copy),
        RelayRefusal.TooLarge => ($"That is longer than {RelayRequestReader.MaxLength / 1024} KB, which no authorization URL is.", Copy),
        RelayRefusal.NotAUrl => ("That is not an authorization URL: it must be one https URL, with neither a user name nor a fragment.", Copy),
        RelayRefusal.NotHttps => ("That URL is not https, so anybody on the way could read and change the sign-in.", Ours),
        RelayRefusal.CallbackUrl => (
            "That is the address at the end of a sign-in, not the authorization URL it starts with.",
            "Paste it at the 'Callback URL:' prompt on the remote host, and nowhere else."),
        RelayRefusal.Malformed => ("The query of that URL is damaged: an escape in it is invalid.", Copy),
        RelayRefusal.CutShort => (
            "That URL has neither a state nor a redirect_uri: the shell cut it at its first '&', or it is no authorization URL.",
            "Put it in quotes: loopback-oauth relay 'URL'; or run 'loopback-oauth relay' and paste the URL when it asks."),
        RelayRefusal.HiddenRequest => (
            "That URL only points to a request made elsewhere (request_uri or request), so it cannot be checked, nor is it known where its answer goes.",
            "Open it in the browser instead, and paste the address of the page that does not load at the prompt on the remote host."),
        RelayRefusal.HoldsSecret => ("That URL holds a secret (a client secret, a verifier or a token), which no authorization URL may.", Ours),
        RelayRefusal.RepeatedParameter => ("That URL repeats a parameter of the request, and servers differ in which of the two they heed.", Copy),
        RelayRefusal.MisspeltParameter => (
            "A parameter of that URL has nearly the name of one of the request (Redirect_Uri, state[]), and servers differ in which of the two they heed.", Ours),
        RelayRefusal.AsksInDetails => (
            "That URL asks for rights in authorization_details, which cannot be shown here.",
            "Open it in the browser instead, and paste the address of the page that does not load at the prompt on the remote host."),
        RelayRefusal.AsksForTokens => ("That URL asks for tokens in the answer itself (its response_type is not 'code'). They would pass through here.", Ours),
        RelayRefusal.NotACodeRequest => ("That URL does not ask for an authorization code: it has no response_type=code.", Copy),
        RelayRefusal.ResponseMode => (
            "That URL asks for an answer that a listener cannot receive: its response_mode is neither query nor form_post.",
            "Start the sign-in on the remote host without that response mode."),
        RelayRefusal.ClientIdMissing => ("That URL does not say which client asks: it has no client_id.", Copy),
        RelayRefusal.RedirectUriMissing => ("That URL does not say where its answer goes: it has no redirect_uri.", Copy),
        RelayRefusal.RedirectUriNotLoopback => (
            "The answer to that URL does not go to a port of this computer: its redirect_uri is not http on 127.0.0.1, [::1] or localhost with a port.",
            "Only sign-ins with a loopback redirect can be relayed. Follow the instructions of the program that printed the URL."),
        RelayRefusal.StateMissing => ("That URL has no state, so its answer could not be told from a forged one.", Copy),
        RelayRefusal.StateWeak => (
            $"The state of that URL is shorter than {RelayRequestReader.ShortestState} characters or not plain text, so its answer could not be told from a forged one.",
            Ours),
        RelayRefusal.PkceMissing => ("That URL has no code_challenge (PKCE): whoever sees its answer could use it.", Ours),
        _ => ("The code_challenge of that URL is not one of the method S256: whoever sees its answer could use it.", Ours),
    };
}
